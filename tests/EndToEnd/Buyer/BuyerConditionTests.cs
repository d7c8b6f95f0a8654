using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Tests.TestKit;
using Pipeline.Tests.TestKit.Buyer;

namespace Pipeline.Tests.EndToEnd.Buyer;

/// <summary>What the venue says against entering is told once, stops the buyer at once, and ends by evidence or by a person.</summary>
public sealed class BuyerConditionTests(BuyerSystem system) : IClassFixture<BuyerSystem>, IAsyncLifetime
{
    private static int _next;

    public async Task InitializeAsync()
    {
        await system.FaultAsync(new { kind = "clear" });
        await system.SayTradingAsync(TradingState.Active);
    }

    public Task DisposeAsync() => system.KillBuyerAsync();

    [Fact]
    public async Task Refused_keys_stop_entries_until_the_venue_takes_them_again()
    {
        system.StartBuyer();
        await TradedAsync();
        await system.FaultAsync(new { kind = "error-before-booking", method = "GET", path = "/v2/account", status = 401, text = "unauthorized.", body = "codeless", for_machine = 600 });
        await ToldAsync("condition_raised", "bad_keys");
        var refused = await PublishedAsync();
        Assert.Equal("bad_keys", (await system.EventAsync("signal_refused", refused)).Facts["condition"]);

        await system.FaultAsync(new { kind = "clear" });
        await ToldAsync("condition_cleared", "bad_keys");
        await TradedAsync();
    }

    [Fact]
    public async Task Three_refusals_of_one_kind_stop_entries_until_a_person_resumes()
    {
        system.StartBuyer();
        await system.FaultAsync(new { kind = "refuse-orders", count = 3, status = 422, code = 42210000, text = "asset is not active" });
        for (var count = 0; count < 3; count++)
            await system.AnswerAsync(await PublishedAsync(), AnswerOutcome.Refused);
        await ToldAsync("condition_raised", "repeated_refusals");
        Assert.Equal("condition_stands", (await system.EventAsync("signal_refused", await PublishedAsync())).Reason);

        await system.SayTradingAsync(TradingState.Active);
        await ToldAsync("condition_cleared", "repeated_refusals");
        await TradedAsync();
    }

    [Fact]
    public async Task A_clock_that_differs_from_the_venues_stops_entries_until_it_agrees()
    {
        await system.FaultAsync(new { kind = "clock-skew", seconds = 60, for_machine = 600 });
        system.StartBuyer();
        await ToldAsync("condition_raised", "clock_skewed");
        Assert.Equal("clock_skewed", (await system.EventAsync("signal_refused", await PublishedAsync())).Facts["condition"]);

        await system.FaultAsync(new { kind = "clear" });
        await ToldAsync("condition_cleared", "clock_skewed");
    }

    [Fact]
    public async Task What_the_monitor_tells_stops_entries_with_no_orchestrator_to_answer_it_until_it_tells_it_no_more()
    {
        system.StartBuyer();
        await TradedAsync();
        system.Conditions = [new RaisedCondition { Condition = TradingCondition.ShortPosition, Process = Processes.Monitor, Text = "seen", Since = TimeProvider.System.GetUtcNow() }];
        try
        {
            await RefusedForItAsync(expected: true);
        }
        finally
        {
            system.Conditions = [];
        }

        await RefusedForItAsync(expected: false);
    }

    // A heartbeat shows no trace when it is heard: the next signals do.
    private Task RefusedForItAsync(bool expected) => Eventually.Holds(
        $"short_position to be heard as {expected}",
        async () => (await FateAsync(await PublishedAsync())).Facts.GetValueOrDefault("condition") == "short_position" == expected,
        TimeSpan.FromSeconds(20));

    private Task<PipelineEvent> FateAsync(BuySignal signal) => Eventually.Value(
        "the signal's fate",
        async () => (await system.EventsAsync()).FirstOrDefault(told => told.CorrelationId == signal.CorrelationId && told.Type is "signal_refused" or "entry_intended"));

    private async Task TradedAsync() => await system.AnswerAsync(await PublishedAsync(), AnswerOutcome.Accepted);

    private async Task<BuySignal> PublishedAsync()
    {
        var signal = await system.SignalAsync(system.Symbols[Interlocked.Increment(ref _next)]);
        await system.PublishAsync(signal);
        return signal;
    }

    private Task<PipelineEvent> ToldAsync(string type, string condition) => Eventually.Value(
        $"{type} {condition}; the buyer said: {system.Output}",
        async () => (await system.EventsAsync()).FirstOrDefault(told => told.Type == type && told.Reason == condition),
        TimeSpan.FromSeconds(20));
}
