namespace Pipeline.Contracts;

/// <summary>Names of the streams; the orchestrator alone creates them.</summary>
public static class Streams
{
    public const string Market = "MARKET";
    public const string Quotes = "QUOTES";
    public const string Signals = "SIGNALS";
    public const string Entries = "ENTRIES";
    public const string Orders = "ORDERS";
    public const string Ledger = "LEDGER";
    public const string Control = "CONTROL";
    public const string Events = "EVENTS";
    public const string DeadLetters = "DEADLETTER";

    public static IReadOnlyList<string> All { get; } = [Market, Quotes, Signals, Entries, Orders, Ledger, Control, Events, DeadLetters];
}
