namespace Pipeline.Domain.Exits.Convergence;

/// <summary>How patient and how wide the way to the wanted state is.</summary>
public sealed record ConvergenceSettings
{
    /// <summary>Fraction below the bid at which an exit limit is placed; 0 to 0.2.</summary>
    public decimal ExitSlippage { get; init; } = 0.003m;

    /// <summary>Fraction below the market at which the last-resort stop rests; 0 to 0.5.</summary>
    public decimal EmergencyStopDistance { get; init; } = 0.05m;

    /// <summary>Fraction below a crypto stop at which its limit lies; 0 to 0.5.</summary>
    public decimal StopLimitDistance { get; init; } = 0.02m;

    /// <summary>Dollars that a crypto order must be worth for the venue to take it.</summary>
    public decimal LeastCryptoWorth { get; init; } = 10m;

    /// <summary>Refusals of a stop, or of a sale at market, before the next stronger means.</summary>
    public int RefusalsBeforeEscalation { get; init; } = 2;

    /// <summary>Machine time that executed shares of an open entry wait for the entry's end.</summary>
    public TimeSpan EntryPatience { get; init; } = TimeSpan.FromSeconds(2.2);

    /// <summary>The same for shares that were found while alone: finding them took its time already.</summary>
    public TimeSpan MeanwhilePatience { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Machine time that the venue has to make legs live and to cancel a filled leg's sibling by itself; reservations beyond what is held are not mended before.</summary>
    public TimeSpan VenuePatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Machine time within which executed shares must be covered, or left by an emergency exit.</summary>
    public TimeSpan UncoveredLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Machine time for which positions and orders may disagree at the venue: shares wanted protected are not believed gone before.</summary>
    public TimeSpan QuietPeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Machine time between two readings of an unsettled symbol.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Machine time between two prices of one exit, and between two sales of the same shares.</summary>
    public TimeSpan RepriceInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Machine time between two moves of one position's stop.</summary>
    public TimeSpan StopMoveInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Machine time after which an order in a pending state is left to the venue, and the other shares are looked after without it.</summary>
    public TimeSpan StuckAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Machine time after which a refused sale at market is tried again.</summary>
    public TimeSpan EmergencyRetry { get; init; } = TimeSpan.FromSeconds(30);
}
