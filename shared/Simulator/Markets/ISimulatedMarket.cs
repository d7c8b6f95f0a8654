using Pipeline.Exchange;

namespace Pipeline.Simulator.Markets;

/// <summary>A market whose whole past and future is a function of symbol and time.</summary>
public interface ISimulatedMarket : IMarket
{
    /// <summary>Says which market this is, so that a journal of another one is not continued.</summary>
    string Identity { get; }

    IReadOnlyList<Asset> Assets { get; }

    /// <summary>Where the clock starts when nothing else is said.</summary>
    DateTimeOffset DefaultStart { get; }

    /// <summary>True when there are bars on this day.</summary>
    bool HasDataOn(DateOnly day);

    /// <summary>The first day with data after a day, or null at the end of the recording.</summary>
    DateOnly? NextDay(DateOnly day);

    /// <summary>The last day with data before a day, or null at its beginning.</summary>
    DateOnly? PreviousDay(DateOnly day);

    /// <summary>The bar that starts at a minute, or null when nothing traded.</summary>
    MinuteBar? BarAt(string symbol, DateTimeOffset minute);

    /// <summary>Bars that start in [from, before), oldest first.</summary>
    IEnumerable<MinuteBar> Bars(string symbol, DateTimeOffset from, DateTimeOffset before);
}
