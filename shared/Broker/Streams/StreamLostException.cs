namespace Pipeline.Broker.Streams;

/// <summary>A stream's connection ended, or is of no more use; the next attempt follows by itself.</summary>
internal sealed class StreamLostException(string reason, bool connectionLimit = false, Exception? innerException = null, bool wentSilent = false) : Exception(reason, innerException)
{
    /// <summary>The venue says that another connection holds the slot: it is freed after about 90 s.</summary>
    public bool ConnectionLimit => connectionLimit;

    /// <summary>The connection stood, and what should have come did not.</summary>
    public bool WentSilent => wentSilent;
}
