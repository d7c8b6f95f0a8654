namespace Pipeline.Exchange;

/// <summary>Where prices come from: a pure function of symbol and time, so that the venue is one too.</summary>
public interface IMarket
{
    /// <summary>The asset, or null when there is none of that name.</summary>
    Asset? Find(string symbol);

    /// <summary>The market at a moment, or null when the symbol has not traded yet.</summary>
    Tick? TickAt(string symbol, DateTimeOffset at);
}
