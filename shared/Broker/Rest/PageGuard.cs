using Pipeline.Broker.Port;

namespace Pipeline.Broker.Rest;

/// <summary>Lets a list be read page by page, but not for ever: a venue that gives the same token twice, or pages without end, is not usable.</summary>
/// <param name="what">What is read, for the message.</param>
internal sealed class PageGuard(string what)
{
    /// <summary>Two thousand pages are 200,000 executions, a million orders or twenty million bars.</summary>
    public const int MostPages = 2_000;

    private readonly HashSet<string> _tokens = new(StringComparer.Ordinal);

    /// <summary>The token again, when it may be asked for.</summary>
    /// <exception cref="VenueUnavailableException">The token came before, or there have been too many.</exception>
    public string Next(string token) => _tokens.Count < MostPages && _tokens.Add(token)
        ? token
        : throw new VenueUnavailableException(_tokens.Count < MostPages ? $"The venue repeats the same page of {what}." : $"The venue gives pages of {what} without end.");
}
