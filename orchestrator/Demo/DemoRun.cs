using System.Globalization;
using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Logging;
using Pipeline.Orchestrator.Output;
using Pipeline.Orchestrator.Supervision;
using Spectre.Console;

namespace Pipeline.Orchestrator.Demo;

/// <summary>One demo, from a new account to the last process gone.</summary>
/// <param name="trades">Closed trades after which it ends; null: at Ctrl-C.</param>
/// <param name="json">JSON lines instead of the live view.</param>
public sealed class DemoRun(RunPlan plan, int? trades, bool json, TimeProvider machine)
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(250);

    private readonly DemoBoard _board = new();
    private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _closed;

    // Without a terminal nobody sees pictures: plain lines then.
    private bool Live => !json && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;

    public async Task<int> RunAsync(CancellationToken interrupted)
    {
        var began = machine.GetTimestamp();
        using var loggers = StageLogging.Create(plan.Home, Processes.Orchestrator, toTerminal: false);
        await using var run = PipelineRun.Take(plan, loggers, machine);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        _board.TradeClosed += Closed;
        var supervising = run.RunAsync(ending.Token);
        await WaitUntilReadyAsync(run, supervising, interrupted);
        var feed = new DemoFeed(plan.Home, _board).RunAsync(ending.Token);
        var ended = await ShowAsync(run, supervising, feed, ending.Token);
        await ending.CancelAsync();
        if (!json)
            await Console.Error.WriteLineAsync("Ending the demo…");
        await supervising;
        await feed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Summarize(ended, machine.GetElapsedTime(began));
        if (feed.IsFaulted)
            throw new PipelineException(ExitCodes.Failed, $"The demo lost sight of the streams: {feed.Exception!.InnerException!.Message} Logs: {plan.Home.Logs}", feed.Exception);
        return trades is not null && _closed < trades && interrupted.IsCancellationRequested ? ExitCodes.Interrupted : ExitCodes.Done;
    }

    private void Closed(Contracts.Ledger.Trade trade)
    {
        // Trades that close while the demo is ending are in the account, but not in the demo that was asked for.
        if (_enough.Task.IsCompleted)
            return;
        if (json)
            Console.WriteLine(TradeLine.Of(trade));
        else if (!Live)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"closed {trade.Symbol}: {trade.Quantity} shares, {Figures.Text(trade.EntryPrice)} to {Figures.Text(trade.ExitPrice)}, {Figures.Words(trade.ExitReason)}, profit {Figures.Dollars(trade.Profit)}"));
        _closed++;
        if (_closed == trades)
            _enough.TrySetResult();
    }

    private async Task WaitUntilReadyAsync(PipelineRun run, Task supervising, CancellationToken interrupted)
    {
        await Console.Error.WriteLineAsync($"Starting {string.Join(", ", run.Current.Select(process => process.Name))}…");
        var limit = Task.Delay(TimeSpan.FromSeconds(plan.Options.ReadySeconds), machine, interrupted);
        if (await Task.WhenAny(run.AllReady, supervising, limit) == run.AllReady || interrupted.IsCancellationRequested)
            return;
        var late = run.Current.Where(process => process.State != ProcessState.Ready).Select(process => $"{process.Name} ({process.State.ToString().ToLowerInvariant()}{(process.Detail is { } why ? $": {why}" : "")})");
        throw new PipelineException(ExitCodes.Unhealthy, $"Not all is ready after {plan.Options.ReadySeconds} s: {string.Join(", ", late)}. Logs: {plan.Home.Logs}");
    }

    /// <summary>Returns why the demo ends, for the last line; null when that needs no word.</summary>
    private async Task<string?> ShowAsync(PipelineRun run, Task supervising, Task feed, CancellationToken ending)
    {
        string? reason = null;
        async Task ShowUntilEndAsync(Action<DemoState, DateTimeOffset?> show)
        {
            using var timer = new PeriodicTimer(Refresh, machine);
            while (!_enough.Task.IsCompleted && !supervising.IsCompleted && !feed.IsCompleted && await TickAsync(timer, ending))
            {
                var clock = run.Simulator is null ? null : await run.Simulator.ReadClockAsync(ending);
                show(_board.Read(), clock?.Time);
                if (clock?.Ended != true)
                    continue;
                reason = "The recorded bars have ended.";
                return;
            }
        }

        var dashboard = json ? null : await run.Dashboard.LinkAsync(DashboardLine.Patience, ending);
        if (!Live)
        {
            if (dashboard is not null)
                await Console.Error.WriteLineAsync(DashboardLine.Of(dashboard, plan.Home.Profile));
            await ShowUntilEndAsync((_, _) => { });
            return reason;
        }

        await AnsiConsole.Live(new Text("")).AutoClear(false).Overflow(VerticalOverflow.Crop).StartAsync(async context =>
            await ShowUntilEndAsync((state, time) =>
                context.UpdateTarget(DemoView.Of(state, run.Current, time, plan.Simulator!.Speed, plan.Home.Root, dashboard))));
        return reason;
    }

    private static async Task<bool> TickAsync(PeriodicTimer timer, CancellationToken ending)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ending);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Summarize(string? reason, TimeSpan took)
    {
        var state = _board.Read();
        var counted = state.Trades.Take(trades is { } most ? most : int.MaxValue).ToList();
        var profit = counted.Aggregate(Contracts.Values.Money.Zero, (sum, trade) => sum + trade.Profit);
        if (json)
        {
            Console.WriteLine(new DemoSummary(counted.Count, profit, plan.Simulator!.Seed, Math.Round(took.TotalSeconds, 1)).ToJson());
            return;
        }

        if (reason is not null)
            Console.WriteLine(reason);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Trades closed: {counted.Count}, profit {Figures.Dollars(profit)}; positions open at the end: {state.Open.Count}; signals: {state.SignalCount}, refused: {state.RefusalCount}; seed {plan.Simulator!.Seed}, {took.TotalSeconds:0.0} s."));
        Console.WriteLine($"Look closer: ./pipeline start, then ./pipeline status, positions, trades, replay SIGNALS. State of this demo: {plan.Home.Root}");
    }
}
