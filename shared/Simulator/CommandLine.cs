using System.CommandLine;
using System.Globalization;
using Pipeline.Simulator.Faults.Input;

namespace Pipeline.Simulator;

/// <summary>The simulator's arguments.</summary>
public static class CommandLine
{
    /// <param name="run">Runs the simulator and returns its exit code.</param>
    public static RootCommand Build(Func<SimulatorOptions, CancellationToken, Task<int>> run)
    {
        var port = new Option<int>("--port") { Description = "TCP port on 127.0.0.1; 0 for any free one", DefaultValueFactory = _ => 0 };
        var home = new Option<string>("--home") { Description = "folder of the account, created when missing", Required = true };
        var speed = new Option<double>("--speed") { Description = "venue seconds a machine second", DefaultValueFactory = _ => 60 };
        var seed = new Option<ulong>("--seed") { Description = "seed of the market and of chance", DefaultValueFactory = _ => 1 };
        var bars = new Option<string?>("--bars") { Description = "folder of recorded bars (CSV) instead of the synthetic market" };
        var symbols = new Option<int>("--symbols") { Description = "number of synthetic stocks", DefaultValueFactory = _ => 360 };
        var startAt = new Option<DateTimeOffset?>("--start-at")
        {
            Description = "venue time a new account starts at (ISO 8601)",
            CustomParser = result =>
            {
                if (DateTimeOffset.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)) return time;
                result.AddError($"--start-at is not a time: {result.Tokens[0].Value}");
                return null;
            },
        };
        var hold = new Option<bool>("--hold") { Description = "let the clock stand until POST /sim/clock/start" };
        var cash = new Option<decimal>("--cash") { Description = "dollars a new account starts with", DefaultValueFactory = _ => 100_000m };
        var partial = new Option<double>("--partial-fills") { Description = "chance, 0 to 1, that an order fills in parts", DefaultValueFactory = _ => 0.1 };
        var rate = new Option<int>("--rate-limit") { Description = "trading requests a machine minute; 0 for no limit", DefaultValueFactory = _ => 0 };
        var limit = new Option<int>("--symbol-limit") { Description = "symbols a data-stream client may name; 0 for no limit", DefaultValueFactory = _ => 0 };
        var tls = new Option<int?>("--tls-port") { Description = "a second TCP port on 127.0.0.1, for TLS with the certificate in DIR/tls.pem; 0 for any free one" };
        var connections = new Option<int>("--connection-limit") { Description = "clients a data stream serves at once; 0 for no limit", DefaultValueFactory = _ => 1 };
        var strict = new Option<bool>("--strict-frames") { Description = "refuse stream messages that hold more or less than one document" };
        var dayTrader = new Option<bool>("--day-trader-fields") { Description = "the pattern-day-trader rule and its fields, which the venue removed in July 2026" };
        var levels = new Option<int>("--book-levels") { Description = "price levels of the book behind a quote; 0 fills any size at the quote", DefaultValueFactory = _ => 0 };
        var slippage = new Option<decimal>("--slippage") { Description = "worst slippage beyond the quote, in basis points", DefaultValueFactory = _ => 1m };
        var doneForDay = new Option<bool>("--done-for-day") { Description = "end the day of working GTC orders with done_for_day" };
        var scenario = new Option<string?>("--scenario") { Description = "file that says what goes wrong; arguments given beside it win over it" };
        var noSkip = new Option<bool>("--no-skip") { Description = "run through nights and weekends" };
        Within(port, 0, 65535);
        tls.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !ushort.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out _)) result.AddError("--tls-port must be between 0 and 65535");
        });
        Within(speed, 0.001, 100_000);
        Within(symbols, 1, Markets.Synthetic.Tickers.Limit);
        Within(cash, 0.01m, 1_000_000_000_000m);
        Within(partial, 0, 1);
        Within(rate, 0, 1_000_000);
        Within(limit, 0, 100_000);
        Within(connections, 0, 10_000);
        Within(levels, 0, 100);
        Within(slippage, 0m, 1_000m);

        var root = new RootCommand("An exchange on this machine that speaks Alpaca's HTTP and WebSocket protocols.");
        foreach (var option in new Option[] { port, tls, home, speed, seed, bars, symbols, startAt, hold, cash, partial, rate, limit, connections, strict, dayTrader, levels, slippage, doneForDay, noSkip, scenario }) root.Options.Add(option);
        root.SetAction(async (result, cancellation) =>
        {
            try
            {
                var played = result.GetValue(scenario) is { } file ? ScenarioReader.ReadFile(file) : null;
                return await run(Options(result, played), cancellation);
            }
            catch (ScenarioException error)
            {
                await Console.Error.WriteLineAsync($"simulator: {error.Message}");
                return SimulatorHost.BadConfiguration;
            }
        });
        return root;

        SimulatorOptions Options(ParseResult result, Scenario? played) => new()
        {
            Port = result.GetValue(port),
            TlsPort = result.GetValue(tls),
            Home = Path.GetFullPath(result.GetRequiredValue(home)),
            Speed = Given(result, speed, played?.Speed),
            Seed = Given(result, seed, played?.Seed),
            Bars = result.GetValue(bars),
            Symbols = Given(result, symbols, played?.Symbols),
            StartAt = result.GetValue(startAt) ?? played?.StartAt,
            Hold = result.GetValue(hold),
            Cash = Given(result, cash, played?.Cash),
            PartialFills = Given(result, partial, played?.PartialFills),
            RateLimit = result.GetValue(rate),
            SymbolLimit = result.GetValue(limit),
            ConnectionLimit = result.GetValue(connections),
            StrictFrames = result.GetValue(strict),
            DayTraderFields = result.GetValue(dayTrader),
            BookLevels = result.GetValue(levels),
            Slippage = result.GetValue(slippage),
            DoneForDay = result.GetValue(doneForDay),
            NoSkip = result.GetValue(noSkip),
            Scenario = played,
        };
    }

    private static T Given<T>(ParseResult result, Option<T> option, T? played)
        where T : struct => result.GetResult(option) is { Implicit: false } || played is null ? result.GetValue(option) : played.Value;

    private static void Within<T>(Option<T> option, T least, T most)
        where T : IComparable<T>, IParsable<T> =>
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 0) return;
            if (!T.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var value) || value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option.Name} must be between {least} and {most}"));
        });
}
