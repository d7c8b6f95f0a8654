namespace Pipeline.Simulator;

/// <summary>What the command line says.</summary>
public sealed record SimulatorOptions
{
    /// <summary>TCP port on the loopback address; 0 for any free one.</summary>
    public int Port { get; init; }

    /// <summary>Folder of everything the simulator remembers.</summary>
    public required string Home { get; init; }

    /// <summary>Venue seconds a machine second, above 0 and at most 100 000.</summary>
    public double Speed { get; init; } = 60;

    public ulong Seed { get; init; } = 1;

    /// <summary>Folder of recorded bars; null for the synthetic market.</summary>
    public string? Bars { get; init; }

    /// <summary>Number of synthetic stocks, 1 to 20 000.</summary>
    public int Symbols { get; init; } = 360;

    /// <summary>Venue time a new account starts at; null for the market's own.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>True to let the clock stand until it is started over /sim.</summary>
    public bool Hold { get; init; }

    /// <summary>Dollars a new account starts with.</summary>
    public decimal Cash { get; init; } = 100_000m;

    /// <summary>Chance, 0 to 1, that an order fills in parts.</summary>
    public double PartialFills { get; init; } = 0.1;

    /// <summary>Trading requests a machine minute; 0 for no limit.</summary>
    public int RateLimit { get; init; }

    /// <summary>Symbols a data-stream client may name; 0 for no limit.</summary>
    public int SymbolLimit { get; init; }

    /// <summary>TCP port for TLS on the loopback address; 0 for any free one, null for none.</summary>
    public int? TlsPort { get; init; }

    /// <summary>Clients a data stream serves at once; 0 for no limit.</summary>
    public int ConnectionLimit { get; init; } = 1;

    /// <summary>True to take exactly one document a stream message, as the venue does.</summary>
    public bool StrictFrames { get; init; }

    /// <summary>True for the pattern-day-trader rule and its fields, which the venue removed in July 2026.</summary>
    public bool DayTraderFields { get; init; }

    /// <summary>Price levels of the book behind a quote, 0 to 100; 0 fills any size at the quote.</summary>
    public int BookLevels { get; init; }

    /// <summary>Worst slippage beyond the quote, in basis points, 0 to 1000.</summary>
    public decimal Slippage { get; init; } = 1m;

    /// <summary>True to end the day of working GTC orders with <c>done_for_day</c>.</summary>
    public bool DoneForDay { get; init; }

    /// <summary>True to run through nights and weekends instead of jumping over them.</summary>
    public bool NoSkip { get; init; }

    /// <summary>What goes wrong; null for nothing.</summary>
    public Faults.Input.Scenario? Scenario { get; init; }
}
