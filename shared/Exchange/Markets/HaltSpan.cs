namespace Pipeline.Exchange;

/// <summary>A time in which a symbol did not trade.</summary>
/// <param name="Until">When trading resumed; null while it has not.</param>
public sealed record HaltSpan(HaltKind Kind, string Reason, DateTimeOffset From, DateTimeOffset? Until)
{
    public bool Covers(DateTimeOffset at) => at >= From && (Until is null || at < Until);
}
