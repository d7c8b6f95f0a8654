namespace Pipeline.Simulator.Markets;

/// <summary>An invented report about one stock.</summary>
public sealed record NewsArticle(long Id, string Symbol, string Headline, string Summary, DateTimeOffset At);
