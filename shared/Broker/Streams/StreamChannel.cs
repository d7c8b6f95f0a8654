namespace Pipeline.Broker.Streams;

/// <summary>One subscription at the venue: a kind of data, and a symbol's name or <c>*</c> for all.</summary>
/// <param name="Kind">bars, updatedBars or quotes.</param>
internal readonly record struct StreamChannel(string Kind, string Name)
{
    public const string Bars = "bars";
    public const string UpdatedBars = "updatedBars";
    public const string Quotes = "quotes";
    public const string Everything = "*";

    public static IReadOnlyList<string> Kinds { get; } = [Bars, UpdatedBars, Quotes];
}
