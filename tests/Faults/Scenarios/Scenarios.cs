using Pipeline.Contracts;
using Pipeline.Tests.Faults.Running;

namespace Pipeline.Tests.Faults.Scenarios;

/// <summary>What happens to entries, positions and processes on purpose.</summary>
public static partial class Scenarios
{
    private const int LongAgo = 120;

    public static Scenario BarsCome { get; } = new("bars come, then a trade", async row =>
    {
        row.Arm();
        await row.System.JumpAsync(60);
        await row.ReachedAsync();
        await row.System.EnsureUpAsync();
        await row.EnterAsync();
        await row.LeaveAsync();
    });

    public static Scenario StreamsBreak { get; } = Scenario.WhileHeld("the venue's streams break", row => row.System.FaultAsync(new { kind = "disconnect-streams" }));

    /// <summary>The scanner itself finds the signal.</summary>
    public static Scenario PriceJumps { get; } = new("the scanner finds a signal", async row =>
    {
        row.Arm();
        await row.System.FaultAsync(new { kind = "price-gap", symbol = row.Symbol, percent = 3 });
        await row.System.JumpAsync(60);
        await row.ReachedAsync();
        await row.System.EnsureUpAsync();
        await row.HeldAsync();
        await row.LeaveAsync();
    })
    {
        IsWatched = true,
    };

    public static Scenario OldSignal { get; } = new("a signal that is too old", async row =>
    {
        row.Arm();
        await row.SignalAsync(age: LongAgo);
        await row.ReachedAsync();
    });

    public static Scenario PoisonSignal { get; } = new("a signal from the future", async row =>
    {
        row.DeadLetters = 1;
        row.Arm();
        await row.SignalAsync(age: -LongAgo);
        await row.ReachedAsync();
    });

    // Else the stream, or a reading of the monitor's that is just under way, tells of the order before the buyer asks for it by its own id.
    private static readonly object LateStream = new { kind = "stream-delay", milliseconds = 3000, stream = "/stream", for_machine = 10 };
    private static readonly object LateOrders = new { kind = "delay", milliseconds = 3000, method = "GET", path = "/v2/orders", for_machine = 10 };
    private static readonly object LateExecutions = new { kind = "delay", milliseconds = 3000, method = "GET", path = "/v2/account/activities*", for_machine = 10 };

    public static Scenario EntryAnswerLost { get; } = new("the answer to an entry is lost, and all other news of it is late", async row =>
    {
        row.Arm();
        foreach (var fault in (object[])[LateStream, LateOrders, LateExecutions, new { kind = "drop-after-booking", symbol = row.Symbol, side = "buy" }])
            await row.System.FaultAsync(fault);
        await row.SignalAsync();
        await row.ReachedAsync();
        await row.System.ClearFaultsAsync();
        await row.HeldAsync();
        await row.LeaveAsync();
    });

    public static Scenario EntryRequestLost { get; } = new("an entry is lost on its way", row => TradeUnderAsync(row, new { kind = "drop-before-booking", symbol = row.Symbol, side = "buy" }));

    public static Scenario ExitAnswerLost { get; } = new("the answer to an exit is lost", row => TradeUnderAsync(row, new { kind = "drop-after-booking", method = "PATCH", path = "/v2/orders*", symbol = row.Symbol }));

    public static Scenario ExitRequestLost { get; } = new("an exit is lost on its way", row => TradeUnderAsync(row, new { kind = "drop-before-booking", method = "PATCH", path = "/v2/orders*", symbol = row.Symbol }));

    public static Scenario PartialFill { get; } = new("an entry fills in part", async row =>
    {
        row.Arm();
        await row.System.FaultAsync(new { kind = "partial-fill", symbol = row.Symbol, side = "buy", remainder_after_seconds = 3000 });
        await row.EnterAsync();
        await row.ReachedAsync();
        await row.ProtectedAsync();
        await row.LeaveAsync();
    });

    public static Scenario TimeRunsOut { get; } = new("a position's time runs out", async row =>
    {
        row.Arm();
        await row.EnterAsync("brief");
        await row.System.JumpAsync(60);
        await row.ReachedAsync();
        await row.TradedAsync();
    });

    public static Scenario PriceRises { get; } = Scenario.WhileHeld("the price rises", row => row.System.FaultAsync(new { kind = "price-gap", symbol = row.Symbol, percent = 1.2 }));

    /// <summary>Somebody cancels the legs, and for a while the venue takes no new ones.</summary>
    public static Scenario StopIsGone { get; } = new("somebody cancels the stop, and the venue takes no other for a while", async row =>
    {
        await row.EnterAsync();
        await row.ProtectedAsync();
        row.Arm();
        await row.System.FaultAsync(new { kind = "error-before-booking", symbol = row.Symbol, side = "sell", status = 503, count = 1000 });
        await row.CancelLegsAsync();
        await row.ReachedAsync();
        await row.System.ClearFaultsAsync();
        await row.System.EnsureUpAsync();
        await row.ProtectedAsync();
        await row.LeaveAsync();
    });

    public static Scenario NextDay { get; } = new("the next trading day comes", async row =>
    {
        row.Arm();
        await row.System.JumpAsync(7 * 3600);
        await row.ReachedAsync();
        await row.System.JumpAsync(40 * 60);
        await row.System.EnsureUpAsync();
        await row.SessionAsync();
        await row.EnterAsync();
        await row.LeaveAsync();
    });

    /// <summary>While nobody listens the trader buys with another program.</summary>
    public static Scenario BoughtElsewhere { get; } = new("the trader buys elsewhere while the monitor is down", async row =>
    {
        row.Arm();
        row.System.Kill(Processes.Monitor);
        await row.BuyElsewhereAsync();
        await row.ReachedAsync();
        await row.System.EnsureUpAsync();
        await row.ProtectedAsync();
        await row.LeaveAsync();
    });

    public static Scenario AskedToRestart(string process) => Scenario.WhileHeld($"the {process} is asked to end", row =>
    {
        row.System.AskToRestart(process);
        return Task.CompletedTask;
    });

    private static async Task TradeUnderAsync(Row row, params object[] faults)
    {
        row.Arm();
        foreach (var fault in faults)
            await row.System.FaultAsync(fault);
        await row.EnterAsync();
        await row.LeaveAsync();
        await row.ReachedAsync();
    }
}
