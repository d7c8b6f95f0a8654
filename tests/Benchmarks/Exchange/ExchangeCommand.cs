using System.CommandLine;

namespace Pipeline.Tests.Benchmarks.Exchange;

/// <summary><c>exchange</c>: how many orders and bars the simulator holds, beside a server that does nothing.</summary>
internal static class ExchangeCommand
{
    public static Command Create()
    {
        var orders = Option("--orders", "orders measured in each of the two ways", 8_000, 100, 200_000);
        var clients = Option("--clients", "connections that send at the same time", 8, 1, 100);
        var symbols = Option("--symbols", "symbols whose bars are streamed", 10_000, 10, 10_000);
        var minutes = Option("--minutes", "minutes of bars at full speed", 15, 2, 20);
        var json = new Option<bool>("--json") { Description = "one line of JSON instead of a table" };
        var command = new Command("exchange", "Orders over HTTP and bars over a stream, by a real simulator.") { orders, clients, symbols, minutes, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var report = await ExchangeBench.RunAsync(
                parsed.GetValue(orders), parsed.GetValue(clients), parsed.GetValue(symbols), parsed.GetValue(minutes), Console.Error, cancellationToken);
            await Console.Out.WriteLineAsync(parsed.GetValue(json) ? report.ToJson() : report.ToTable());
            return 0;
        });
        return command;
    }

    private static Option<int> Option(string name, string description, int fallback, int least, int most)
    {
        var option = new Option<int>(name) { Description = $"{description}, {least} to {most}", DefaultValueFactory = _ => fallback };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, out var value) || value < least || value > most))
                result.AddError($"{name} must be between {least} and {most}.");
        });
        return option;
    }
}
