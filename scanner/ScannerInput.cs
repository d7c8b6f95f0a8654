using Pipeline.Broker.Port;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;

namespace Pipeline.Scanner;

/// <summary>Everything the scanner's loop hears of, one at a time.</summary>
public abstract record ScannerInput
{
    private ScannerInput()
    {
    }

    /// <summary>A market-data stream spoke.</summary>
    public sealed record Streamed(FeedKind Feed, MarketStreamItem Item) : ScannerInput;

    /// <summary>Bars came by request.</summary>
    public sealed record BarsRead(FeedKind Feed, IReadOnlyList<(Symbol Symbol, BarValues Bar)> Bars) : ScannerInput;

    /// <summary>A reading of what the stream missed has ended.</summary>
    /// <param name="Bars">Null when they could not be read.</param>
    /// <param name="UpTo">Venue time up to which was read.</param>
    public sealed record GapRead(FeedKind Feed, GapRequest Request, IReadOnlyList<(Symbol Symbol, BarValues Bar)>? Bars, DateTimeOffset UpTo) : ScannerInput;

    /// <summary>Quotes came by request.</summary>
    public sealed record QuotesRead(IReadOnlyDictionary<Symbol, QuoteValues> Quotes) : ScannerInput;

    /// <summary>A position changed.</summary>
    public sealed record Held(Symbol Symbol, bool IsHeld) : ScannerInput;

    /// <summary>Time to send conflated quotes and to state anew which quotes are wanted.</summary>
    public sealed record Tick : ScannerInput;
}
