using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Exits.Convergence;

/// <summary>What must be remembered between two steps of one symbol; all times are machine time. Losing it costs time, never shares.</summary>
public sealed record Progress
{
    /// <summary>A request whose outcome is not known; nothing else is sent before it is.</summary>
    public string? UnresolvedIntent { get; init; }

    /// <summary>Nothing is sent before.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When executed shares of an open entry were first seen.</summary>
    public DateTimeOffset? ExposedSince { get; init; }

    /// <summary>When shares without a stop were first seen.</summary>
    public DateTimeOffset? UncoveredSince { get; init; }

    /// <summary>When nothing was first seen held, and how many readings in a row said so.</summary>
    public DateTimeOffset? FlatSince { get; init; }
    public int FlatReadings { get; init; }

    /// <summary>When orders were first seen to reserve more than is held, and how many readings in a row said so.</summary>
    public DateTimeOffset? ExcessSince { get; init; }
    public int ExcessReadings { get; init; }

    /// <summary>When the legs of an ended entry were first seen asleep.</summary>
    public DateTimeOffset? AsleepSince { get; init; }

    /// <summary>When an order was first seen pending.</summary>
    public DateTimeOffset? PendingSince { get; init; }

    /// <summary>The <see cref="PendingSince"/> that has been told of.</summary>
    public DateTimeOffset? StuckTold { get; init; }

    /// <summary>The venue takes day orders only: hard to borrow, even to sell what is held.</summary>
    public bool DayOnly { get; init; }

    public int OcoRefusals { get; init; }
    public int StopRefusals { get; init; }

    /// <summary>Bare shares had a stop refused, and the bid was seen at it or below: it would have gone off by then had it rested. Who leaves because of that does not turn back.</summary>
    public bool IsStopPassed { get; init; }

    public int LimitRefusals { get; init; }
    public int MarketRefusals { get; init; }

    /// <summary>Refusals in a row, of anything; sets the pause before the next request.</summary>
    public int RefusalsInARow { get; init; }

    /// <summary>When a sale was last priced or sent.</summary>
    public DateTimeOffset? RepricedAt { get; init; }

    public DateTimeOffset? StopMovedAt { get; init; }

    /// <summary>When a refused sale at market may be tried again.</summary>
    public DateTimeOffset? MarketAgainAt { get; init; }

    /// <summary>Another wanted state begins with fresh patience; what was seen at the venue stays seen.</summary>
    public Progress ForNewEpoch() => this with
    {
        NotBefore = null,
        OcoRefusals = 0,
        StopRefusals = 0,
        IsStopPassed = false,
        LimitRefusals = 0,
        MarketRefusals = 0,
        RefusalsInARow = 0,
        MarketAgainAt = null,
    };

    /// <param name="view">What was read.</param>
    /// <param name="wanted">What is gone by. What it speaks of was held when it was said, whoever has begun to look since.</param>
    public Progress Observe(VenueView view, SellSignal wanted)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(wanted);
        var at = view.ReadAt;
        var said = !wanted.Quantity.IsZero && wanted.MachineTime < at ? wanted.MachineTime : at;
        var flat = view.Held.IsZero;

        // An entry that cannot be found counts as open while nobody has said that it ended, but not for ever.
        var exposed = !flat && (view.Entry is { } entry ? !entry.IsTerminal : !wanted.EntryEnded);
        var excess = !flat && view.Reserved > view.Held;
        var asleep = view.Groups.Any(group => group is { IsLive: false, BelongsToOpenEntry: false });
        return this with
        {
            ExposedSince = exposed ? ExposedSince ?? said : null,
            UncoveredSince = view.Uncovered.IsZero ? null : UncoveredSince ?? at,
            IsStopPassed = IsStopPassed || (StopRefusals > 0 && !view.Uncovered.IsZero && view.Bid <= wanted.StopPrice),
            FlatSince = flat ? FlatSince ?? at : null,
            FlatReadings = flat ? FlatReadings + 1 : 0,
            ExcessSince = excess ? ExcessSince ?? at : null,
            ExcessReadings = excess ? ExcessReadings + 1 : 0,
            AsleepSince = asleep ? AsleepSince ?? at : null,
            PendingSince = view.IsPending ? PendingSince ?? at : null,
        };
    }

    /// <param name="step">The request that was made.</param>
    /// <param name="outcome">What the venue said to it.</param>
    /// <param name="settings">For the pauses.</param>
    /// <param name="machineNow">Machine time of the answer.</param>
    public Progress After(NextStep step, StepOutcome outcome, ConvergenceSettings settings, DateTimeOffset machineNow)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (outcome == StepOutcome.Accepted)
        {
            return this with
            {
                RefusalsInARow = 0,
                NotBefore = null,
                RepricedAt = step is NextStep.MakeMarketable or NextStep.SellLimit or NextStep.SellMarket or NextStep.EmergencyExit ? machineNow : RepricedAt,
                StopMovedAt = step is NextStep.MoveStop ? machineNow : StopMovedAt,
            };
        }

        if (outcome == StepOutcome.NotTried)
            return this with { NotBefore = machineNow + settings.Poll };
        if (outcome == StepOutcome.RefusedDayOnly && !DayOnly)
            return this with { DayOnly = true, RefusalsInARow = RefusalsInARow + 1 };
        // Bare shares whose stop lies in the market do not wait: the next reading brings the bid, and with it the decision to leave or to try again.
        var mayWait = !(outcome == StepOutcome.RefusedThroughMarket && step is NextStep.PlaceOco or NextStep.PlaceStop);
        var pause = mayWait ? settings.Poll * Math.Pow(2, Math.Min(RefusalsInARow, 3)) : TimeSpan.Zero;
        var refused = this with { RefusalsInARow = RefusalsInARow + 1, NotBefore = machineNow + pause };
        return outcome == StepOutcome.RefusedForNow ? refused : refused.Counting(step, outcome, settings, machineNow);
    }

    private Progress Counting(NextStep step, StepOutcome outcome, ConvergenceSettings settings, DateTimeOffset machineNow) => step switch
    {
        NextStep.PlaceOco when outcome == StepOutcome.RefusedThroughMarket => this with { StopRefusals = StopRefusals + 1 },
        NextStep.PlaceOco => this with { OcoRefusals = OcoRefusals + 1 },
        NextStep.PlaceStop => this with { StopRefusals = StopRefusals + 1 },
        NextStep.MoveStop when outcome == StepOutcome.RefusedThroughMarket => this with { StopRefusals = StopRefusals + 1 },
        NextStep.MakeMarketable or NextStep.SellLimit => this with { LimitRefusals = LimitRefusals + 1 },
        NextStep.SellMarket or NextStep.EmergencyExit => this with
        {
            MarketRefusals = MarketRefusals + 1,
            MarketAgainAt = machineNow + settings.EmergencyRetry,
        },
        _ => this,
    };
}

/// <summary>How a request ended, as far as the next step depends on it.</summary>
public enum StepOutcome
{
    Accepted,

    /// <summary>Refused, and the same would be refused again.</summary>
    Refused,

    /// <summary>The stop lies at or above the market.</summary>
    RefusedThroughMarket,

    /// <summary>Refused because the venue takes day orders only.</summary>
    RefusedDayOnly,

    /// <summary>Refused because of the moment: shares still reserved, an open opposite order, not replaceable now, already ended.</summary>
    RefusedForNow,

    /// <summary>The venue judged nothing: a rate limit, no connection, the own budget, keys it does not take. It says nothing of the order, so it counts for nothing.</summary>
    NotTried,
}
