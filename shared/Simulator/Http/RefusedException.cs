using Pipeline.Exchange;

namespace Pipeline.Simulator.Http;

/// <summary>A request whose text already breaks a rule; becomes the refusal's reply at the edge.</summary>
public sealed class RefusedException : Exception
{
    public RefusedException()
        : this(Refusal.Malformed("malformed request"))
    {
    }

    public RefusedException(string message)
        : this(Refusal.Malformed(message))
    {
    }

    public RefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
        Refusal = Refusal.Malformed(message);
    }

    public RefusedException(Refusal refusal)
        : base(refusal.Message)
    {
        Refusal = refusal;
    }

    public Refusal Refusal { get; }
}
