namespace Pipeline.Simulator.Markets.Recorded;

/// <summary>A folder or file of recorded bars that cannot be used; the message names file, line and reason.</summary>
public sealed class BarFileException : Exception
{
    public BarFileException()
    {
    }

    public BarFileException(string message)
        : base(message)
    {
    }

    public BarFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
