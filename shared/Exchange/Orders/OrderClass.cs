namespace Pipeline.Exchange;

/// <summary>Whether an order stands alone or carries exit legs.</summary>
public enum OrderClass
{
    Simple,

    /// <summary>An entry with one exit leg.</summary>
    Oto,

    /// <summary>Two exits of which one cancels the other; the take-profit is the parent, the stop its leg.</summary>
    Oco,

    /// <summary>An entry with a take-profit and a stop leg.</summary>
    Bracket,
}
