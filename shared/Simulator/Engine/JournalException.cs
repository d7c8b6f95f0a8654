namespace Pipeline.Simulator.Engine;

/// <summary>A journal that cannot be continued; the message says why in one sentence.</summary>
public sealed class JournalException : Exception
{
    public JournalException()
    {
    }

    public JournalException(string message)
        : base(message)
    {
    }

    public JournalException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
