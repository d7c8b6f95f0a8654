namespace Pipeline.Exchange;

/// <summary>The venue decided something about a symbol.</summary>
/// <param name="Asset">Everything decided about it so far.</param>
public sealed record AssetChanged(long Sequence, DateTimeOffset At, AssetEventKind Kind, AssetState Asset) : ExchangeEvent(Sequence, At);
