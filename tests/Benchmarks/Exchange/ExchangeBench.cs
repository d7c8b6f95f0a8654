using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Benchmarks.Exchange;

/// <summary>Orders over HTTP beside a server that does nothing with them, round by round, then bars of every symbol.</summary>
internal static class ExchangeBench
{
    private const int Rounds = 4;
    private const int TradedSymbols = 500;
    private const int Rate = 1000;

    // What one order's answer of the simulator has, to a few bytes.
    private const int AnswerBytes = 1000;

    public static async Task<ExchangeReport> RunAsync(int orders, int clients, int symbols, int minutes, TextWriter progress, CancellationToken cancellationToken)
    {
        await progress.WriteLineAsync("Starting a simulator and the floor.");
        await using var simulator = await SimulatorProcess.StartAsync(
            "--start-at", "2026-01-05T15:00:00Z", "--speed", "1", "--symbols", FormattableString.Invariant($"{TradedSymbols}"), "--cash", "1000000000000", "--partial-fills", "0");
        var traded = await SymbolsAsync(simulator, cancellationToken);
        var (process, url) = await HttpFloor.StartAsync(AnswerBytes, cancellationToken);
        using var floorProcess = process;
        try
        {
            using var venue = new OrderLoad(simulator.Url, traded, clients);
            using var floor = new OrderLoad(url, traded, clients);
            await venue.FastestAsync(orders / Rounds, cancellationToken);
            await floor.FastestAsync(orders / Rounds, cancellationToken);
            var (fast, floorFast) = (new List<double>(), new List<double>());
            var (took, floorTook) = (new List<TimeSpan>(), new List<TimeSpan>());
            using var venueProcess = Process.GetProcessById(simulator.ProcessId);
            var (cpu, floorCpu) = (Cpu(venueProcess), Cpu(process));
            for (var round = 0; round < Rounds; round++)
            {
                await progress.WriteLineAsync($"Orders, round {round + 1} of {Rounds}.");
                floorFast.Add(await floor.FastestAsync(orders / Rounds, cancellationToken));
                fast.Add(await venue.FastestAsync(orders / Rounds, cancellationToken));
                floorTook.AddRange(await floor.AtRateAsync(orders / Rounds, Rate, cancellationToken));
                took.AddRange(await venue.AtRateAsync(orders / Rounds, Rate, cancellationToken));
            }

            (cpu, floorCpu) = (Cpu(venueProcess) - cpu, Cpu(process) - floorCpu);
            // The first run is for the compiler.
            EngineLoad.Run(orders, traded);
            var engine = EngineLoad.Run(orders, traded);
            var (bars, barCpu, memory) = await BarsAsync(symbols, minutes, progress, cancellationToken);
            return new ExchangeReport
            {
                Orders = orders,
                OrdersPerSecond = Math.Round(fast.Average()),
                FloorOrdersPerSecond = Math.Round(floorFast.Average()),
                EngineOrdersPerSecond = Math.Round(engine),
                CpuUsPerOrder = Math.Round(cpu.TotalMicroseconds / (orders * 2), 1),
                FloorCpuUsPerOrder = Math.Round(floorCpu.TotalMicroseconds / (orders * 2), 1),
                Rate = Rate,
                P50Us = Percentile(took, 0.50),
                P99Us = Percentile(took, 0.99),
                FloorP50Us = Percentile(floorTook, 0.50),
                FloorP99Us = Percentile(floorTook, 0.99),
                Symbols = symbols,
                BarsPerSecond = bars,
                CpuPercentAtOneMinuteAMinute = barCpu,
                MemoryMb = memory,
            };
        }
        finally
        {
            process.Kill();
        }
    }

    private static async Task<(double PerSecond, double CpuPercent, double MemoryMb)> BarsAsync(int symbols, int minutes, TextWriter progress, CancellationToken cancellationToken)
    {
        await progress.WriteLineAsync($"Bars of {symbols} symbols.");
        await using var simulator = await SimulatorProcess.StartAsync(
            "--hold", "--start-at", "2026-01-05T14:30:00Z", "--symbols", FormattableString.Invariant($"{symbols}"));
        await using var load = await BarLoad.StartAsync(simulator, cancellationToken);
        using var process = Process.GetProcessById(simulator.ProcessId);

        // The first minutes make the day's paths.
        await load.JumpAsync(3, cancellationToken);
        var (bars, machine) = await load.JumpAsync(minutes, cancellationToken);
        await progress.WriteLineAsync("The same at twenty times the machine's speed, for the share of a core.");
        var before = Cpu(process);
        var (heard, venue) = await load.RunAsync(20, TimeSpan.FromSeconds(15), cancellationToken);
        var spent = Cpu(process) - before;
        // A few minutes of the thinnest stocks have no bar, and the last ones may still be on their way.
        if (heard < symbols * ((int)venue.TotalMinutes - 1) * 9 / 10) throw new InvalidOperationException($"Only {heard} bars came in {venue.TotalMinutes:0.0} minutes.");
        return (
            Math.Round(bars / machine.TotalSeconds),
            Math.Round(spent / venue * 100, 1),
            Math.Round(process.WorkingSet64 / 1e6));
    }

    private static TimeSpan Cpu(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    private static async Task<IReadOnlyList<string>> SymbolsAsync(SimulatorProcess simulator, CancellationToken cancellationToken)
    {
        using var client = simulator.Client();
        var assets = await client.GetFromJsonAsync<JsonArray>(new Uri("/v2/assets?asset_class=us_equity", UriKind.Relative), cancellationToken);
        return [.. assets!.Select(asset => asset!["symbol"]!.GetValue<string>())];
    }

    /// <summary>By nearest rank.</summary>
    private static double Percentile(List<TimeSpan> values, double share) =>
        Math.Round(values.Order().ElementAt((int)Math.Ceiling(share * values.Count) - 1).TotalMicroseconds, 1);
}
