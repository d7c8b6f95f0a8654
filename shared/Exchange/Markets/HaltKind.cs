namespace Pipeline.Exchange;

/// <summary>Why a symbol does not trade.</summary>
public enum HaltKind
{
    /// <summary>A regulatory halt, for news for instance.</summary>
    Halt,

    /// <summary>A pause because the price stood at its limit (Limit Up-Limit Down plan).</summary>
    Pause,
}
