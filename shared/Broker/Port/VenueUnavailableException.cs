namespace Pipeline.Broker.Port;

/// <summary>No usable answer came from the venue: time-out, connection, rate limit, 5xx, or a body that cannot be read.</summary>
public sealed class VenueUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
