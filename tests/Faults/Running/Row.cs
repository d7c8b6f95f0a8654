using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Identity;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Orchestrator.Chaos.Checking;
using Pipeline.Tests.Faults.Checking;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Faults.Running;

/// <summary>One kill point's turn: a fresh symbol, and the steps of which its scenario is made.</summary>
public sealed class Row(RunningPipeline system, string point, string symbol)
{
    private const string Account = "demo";

    private string? _bought;

    public RunningPipeline System { get; } = system;

    public string Point { get; } = point;

    public string Symbol { get; } = symbol;

    /// <summary>Shares of the symbol were bought by somebody else.</summary>
    public bool WasAdopted { get; private set; }

    /// <summary>So many dead letters are what the scenario is about.</summary>
    public int DeadLetters { get; set; }

    /// <summary>The longest time for which shares were without a working exit, once <see cref="RightAsync"/> has looked.</summary>
    public TimeSpan LongestBare { get; private set; }

    private static TimeSpan Patience => RunningPipeline.Patience;

    /// <summary>Arms the row's own point.</summary>
    public void Arm(string deed = "kill") => System.Kills.Arm(Point, deed);

    public Task<int> ReachedAsync() => ReachedAsync(Point);

    /// <summary>Waits until somebody has died at a point; returns the pid.</summary>
    public async Task<int> ReachedAsync(string which)
    {
        var pid = 0;
        await ExplainedAsync(async () => pid = await System.Kills.ReachedAsync(which, Patience, System.Describe));
        await RunningPipeline.GoneAsync(pid);
        return pid;
    }

    /// <summary>Publishes a signal of the symbol, as the scanner would.</summary>
    /// <param name="age">Venue minutes from the start of its bar; 1 for the newest there can be, below for one from the future.</param>
    public async Task SignalAsync(string strategy = "momentum", int age = 1)
    {
        var now = await System.VenueNowAsync();
        var latest = await System.Venue.GetFromJsonAsync<JsonObject>(new Uri($"/v2/stocks/{Symbol}/quotes/latest", UriKind.Relative));
        var ask = new Price(latest!["quote"]!["ap"]!.GetValue<decimal>());
        var symbol = new Symbol(Symbol);
        var start = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero).AddMinutes(-age);
        var id = SignalId.For(strategy, symbol, start);
        await System.Messages.PublishAsync(Processes.Scanner, Subjects.Event(Processes.Scanner, "signal_found"), new PipelineEvent
        {
            Id = $"{id}-found",
            CorrelationId = id,
            CausationId = "bar",
            VenueTime = now,
            MachineTime = TimeProvider.System.GetUtcNow(),
            Process = Processes.Scanner,
            Type = "signal_found",
            Severity = EventSeverity.Info,
            Symbol = symbol,
            Facts = new Dictionary<string, string>(),
        });
        await System.Messages.PublishAsync(Processes.Scanner, Subjects.Buy(strategy, symbol), new BuySignal
        {
            Id = id,
            CorrelationId = id,
            CausationId = "bar",
            VenueTime = now,
            MachineTime = TimeProvider.System.GetUtcNow(),
            Strategy = strategy,
            Symbol = symbol,
            Score = 120,
            Velocity = 0.001m,
            Acceleration = 0.0001m,
            RelativeVolume = 2,
            Bar = new BarValues { Start = start, Open = ask, High = ask, Low = ask, Close = ask, Volume = new Shares(1_000) },
        });
    }

    /// <summary>Waits until the hours of the venue's day are on LEDGER: before, a signal is refused as outside of them.</summary>
    public async Task SessionAsync()
    {
        var day = DateOnly.FromDateTime((await System.VenueNowAsync()).UtcDateTime);
        await Eventually.Holds($"the session of {day:O}", () => System.Messages.HasAsync(Subjects.Session(day)), Patience, System.Describe);
    }

    /// <summary>A signal, and shares that follow from it.</summary>
    public async Task EnterAsync(string strategy = "momentum")
    {
        await SignalAsync(strategy);
        await HeldAsync();
    }

    public Task HeldAsync() => ExplainedAsync(() => Eventually.Holds($"shares of {Symbol}", async () => await HeldNowAsync() > 0, Patience, System.Describe));

    /// <summary>The trader wants the symbol left; the trade is recorded.</summary>
    public async Task LeaveAsync()
    {
        await FlattenAsync();
        await TradedAsync();
    }

    public async Task FlattenAsync()
    {
        var symbol = new Symbol(Symbol);
        var id = $"flatten-{Guid.NewGuid():N}";
        await System.Messages.PublishAsync(Processes.Orchestrator, Subjects.Flatten(symbol), new FlattenControl
        {
            Id = id,
            CorrelationId = id,
            CausationId = id,
            VenueTime = await System.VenueNowAsync(),
            MachineTime = TimeProvider.System.GetUtcNow(),
            Symbol = symbol,
            Reason = "test",
        });
    }

    public Task TradedAsync() => Eventually.Holds(
        $"{Symbol} to be left, its trade and its cooldown to be recorded",
        async () => await System.Messages.HasAsync(Subjects.Trade(Account, new Symbol(Symbol))) && await System.Messages.HasAsync(Subjects.Cooldown(new Symbol(Symbol))) && await HeldNowAsync() == 0,
        Patience,
        System.Describe);

    /// <summary>A working stop at the venue covers what is held.</summary>
    public Task ProtectedAsync() => Eventually.Holds(
        $"{Symbol} to be protected",
        async () => (await HeldNowAsync(), (await LegsAsync()).Where(order => Round.Text(order, "type")!.StartsWith("stop", StringComparison.Ordinal)).Sum(order => Round.Number(order, "qty"))) is var (held, covered)
            && held > 0 && held == covered,
        Patience,
        System.Describe);

    /// <summary>Cancels the symbol's sells, as somebody else might.</summary>
    public async Task CancelLegsAsync()
    {
        foreach (var leg in await LegsAsync())
            using (await System.Venue.DeleteAsync(new Uri($"/v2/orders/{Round.Text(leg, "id")}", UriKind.Relative)))
            {
                // With one leg goes the other: the second cancel may be refused.
            }
    }

    /// <summary>Buys at the venue with another program.</summary>
    public async Task BuyElsewhereAsync()
    {
        WasAdopted = true;
        using var bought = (await System.Venue.PostAsJsonAsync(
            new Uri("/v2/orders", UriKind.Relative), new { symbol = Symbol, qty = "10", side = "buy", type = "market", time_in_force = "day" })).EnsureSuccessStatusCode();
        _bought = Round.Text((await bought.Content.ReadFromJsonAsync<JsonNode>())!, "id");
    }

    /// <summary>Every signal of both kinds is acknowledged, and everybody ready for what comes next.</summary>
    public async Task SettledAsync()
    {
        await System.ClearFaultsAsync();
        await System.EnsureUpAsync();
        await System.Messages.ConnectedAsync();
        foreach (var durable in (string[])[Processes.Buyer, Processes.Seller])
            await SettledAsync(durable);
    }

    /// <summary>Fails with all that is wrong.</summary>
    public async Task RightAsync()
    {
        IReadOnlyList<string> broken = ["nothing was looked at"];
        // Events are told behind the decisions' back: the last of them may be on its way.
        await Eventually.Holds(
            $"all to be right with {Symbol} after {Point}",
            async () => (broken = await BrokenAsync()).Count == 0,
            Patience,
            () => string.Join("; ", broken));
    }

    /// <summary>Adds to the message of what was awaited in vain what was told of the symbol.</summary>
    private async Task ExplainedAsync(Func<Task> wait)
    {
        try
        {
            await wait();
        }
        catch (TimeoutException late)
        {
            var told = new Round(Symbol, "", await System.Messages.StoredAsync()).Events.Select(one => $"{Round.Text(one, "type")} {Round.Text(one, "reason")}".Trim());
            throw new TimeoutException($"{late.Message}\nTold of {Symbol}: {string.Join(", ", told)}", late);
        }
    }

    private async Task SettledAsync(string durable)
    {
        try
        {
            await Eventually.Holds($"the {durable} to settle all signals", async () => await System.Messages.UnsettledAsync(durable) == 0, Patience, System.Describe);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}\nThe oldest: {await System.Messages.OldestUnsettledAsync(durable)}", late);
        }
    }

    private async Task<IReadOnlyList<string>> BrokenAsync()
    {
        var (log, stored) = (await System.Venue.GetStringAsync(new Uri("/sim/events", UriKind.Relative)), await System.Messages.StoredAsync());
        var (round, witness) = (new Round(Symbol, log, stored), new Witness(Symbol, log, stored, TimeProvider.System.GetUtcNow()));
        LongestBare = witness.LongestBare;
        List<string> broken = [.. RoundRules.Broken(round, WasAdopted), .. witness.Findings.Where(finding => !IsTheTrader(finding)).Select(finding => $"{finding.Figure}: {finding.Text} ({string.Join(", ", finding.Orders)})")];
        if (round.DeadLetters.Count != DeadLetters)
            broken.Add($"{round.DeadLetters.Count} dead letters: {string.Join(", ", round.DeadLetters.Select(letter => letter.ToJsonString()))}");
        if (DeadLetters == 0 && !WasAdopted && round.Signals.Count != 1)
            broken.Add($"{round.Signals.Count} signals");
        return broken;
    }

    // Held legs show only below their siblings.
    private async Task<IReadOnlyList<JsonNode>> LegsAsync()
    {
        var orders = (await System.Venue.GetFromJsonAsync<JsonArray>(new Uri($"/v2/orders?status=all&nested=true&limit=500&symbols={Symbol}", UriKind.Relative)))!;
        return [.. orders.SelectMany(order => order!["legs"] is JsonArray legs ? legs.Append(order) : [order]).OfType<JsonNode>()
            .Where(order => Round.Text(order, "side") == "sell" && Round.Text(order, "status") is "new" or "held" or "accepted" or "partially_filled" or "pending_new")];
    }

    // What was bought elsewhere no intent explains: that is what the scenario is about.
    private bool IsTheTrader(Finding finding) => finding.Figure == Figure.UnknownOrders && _bought is { } order && finding.Orders.Contains(order);

    private async Task<decimal> HeldNowAsync()
    {
        using var answer = await System.Venue.GetAsync(new Uri($"/v2/positions/{Symbol}", UriKind.Relative));
        return answer.StatusCode == HttpStatusCode.NotFound ? 0 : Round.Number((await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>())!, "qty");
    }
}
