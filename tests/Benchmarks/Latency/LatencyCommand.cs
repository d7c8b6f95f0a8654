using System.CommandLine;

namespace Pipeline.Tests.Benchmarks.Latency;

/// <summary><c>latency</c>: from a signal's publication to the order's request, beside what NATS alone costs.</summary>
internal static class LatencyCommand
{
    // The buyer holds at most 1000 symbols, and every signal needs one of its own.
    private const int MostMeasured = 900;
    private const int MostBefore = 99;

    public static Command Create()
    {
        var count = new Option<int>("--n") { Description = "signals measured", DefaultValueFactory = _ => 200 };
        var warmUp = new Option<int>("--warm-up") { Description = "signals before these, which do not count", DefaultValueFactory = _ => 50 };
        var json = new Option<bool>("--json") { Description = "one line of JSON instead of a table" };
        var command = new Command("latency", "From a buy signal's publication to the order's request, by a real buyer, nats-server and simulator.") { count, warmUp, json };
        Within(count, 1, MostMeasured);
        Within(warmUp, 0, MostBefore);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var report = await LatencyBench.RunAsync(parsed.GetValue(count), parsed.GetValue(warmUp), Console.Error, cancellationToken);
            await Console.Out.WriteLineAsync(parsed.GetValue(json) ? report.ToJson() : report.ToTable());
            return 0;
        });
        return command;
    }

    private static void Within(Option<int> option, int least, int most) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, out var value) || value < least || value > most))
            result.AddError($"{option.Name} must be between {least} and {most}.");
    });
}
