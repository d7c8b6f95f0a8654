using System.CommandLine;

namespace Pipeline.Tests.Benchmarks.Nats;

/// <summary><c>nats</c>: our NATS client beside a bare socket that exchanges the same bytes with the same server.</summary>
internal static class NatsCommand
{
    private static readonly string[] Modes = ["always", "lazy", "both"];

    public static Command Create()
    {
        var messages = Bounded("--n", 250, 10, 10_000, "messages of a round where each is waited for; 8 to 64 times as many where they stream");
        var rounds = Bounded("--rounds", 21, 1, 1000, "rounds of each side that count");
        var warmUp = Bounded("--warm-up", 4, 0, 1000, "rounds before them, which do not; if any, then for 1.2 s at least");
        var sync = new Option<string>("--sync") { Description = "when the server syncs to disk: always, lazy, or one after the other", DefaultValueFactory = _ => "both" };
        var only = new Option<string[]>("--row") { Description = "this row alone; may be given several times" };
        var json = new Option<bool>("--json") { Description = "a line of JSON for each row instead of tables" };
        sync.AcceptOnlyFromAmong(Modes);
        only.AcceptOnlyFromAmong([.. Row.All.Select(row => row.Name)]);
        var command = new Command("nats", "Our NATS client beside a bare socket: the same bytes, the same server, in turn.") { messages, rounds, warmUp, sync, only, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var rows = Row.All.Where(row => parsed.GetValue(only) is not { Length: > 0 } named || named.Contains(row.Name)).ToArray();
            foreach (var mode in parsed.GetValue(sync) == "both" ? Modes[..2] : [parsed.GetValue(sync)!])
            {
                var settings = new BenchSettings(parsed.GetValue(messages), parsed.GetValue(rounds), parsed.GetValue(warmUp), mode);
                await NatsBench.RunAsync(rows, settings, parsed.GetValue(json), Console.Out, Console.Error, cancellationToken);
            }

            return 0;
        });
        return command;
    }

    private static Option<int> Bounded(string name, int value, int least, int most, string description)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, out var given) || given < least || given > most))
                result.AddError($"{name} must be between {least} and {most}.");
        });
        return option;
    }
}
