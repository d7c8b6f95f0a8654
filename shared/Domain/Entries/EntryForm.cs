namespace Pipeline.Domain.Entries;

/// <summary>What kind of order an entry is; it follows from what is bought (wire contract 4.1 to 4.3).</summary>
public enum EntryForm
{
    /// <summary>Whole shares: a limit with both exits as legs, good till canceled.</summary>
    Bracket,

    /// <summary>Parts of a share, which carry no legs: a limit for the day. Its stop is placed once something is held.</summary>
    Day,

    /// <summary>A pair, which carries no legs either: a limit that takes what can be had at once. Its stop is placed once something is held.</summary>
    Immediate,
}
