using System.Collections.Immutable;

namespace Pipeline.Exchange;

/// <summary>What the venue has decided about its symbols. Written by one thread, read by any.</summary>
public sealed class AssetBook
{
    private volatile ImmutableDictionary<string, AssetState> _states = ImmutableDictionary.Create<string, AssetState>(StringComparer.Ordinal);

    /// <summary>Every symbol something was decided about.</summary>
    public IEnumerable<AssetState> All => _states.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value);

    public bool IsEmpty => _states.IsEmpty;

    /// <summary>The state of a symbol, or null when nothing was decided about it.</summary>
    public AssetState? Find(string symbol) => _states.GetValueOrDefault(symbol);

    /// <summary>Grows with every change.</summary>
    public long Revision { get; private set; }

    public void Put(AssetState state)
    {
        _states = _states.SetItem(state.Symbol, state);
        Revision++;
    }

    /// <summary>The symbol the market knows a symbol by.</summary>
    public string OriginalOf(string symbol) => Find(symbol)?.Original ?? symbol;

    /// <summary>True when the symbol does not trade now.</summary>
    public bool IsHalted(string symbol) => Find(symbol)?.Halt is not null;
}
