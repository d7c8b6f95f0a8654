namespace Pipeline.Simulator.Faults;

/// <summary>What goes wrong; each family of misbehaviour is one sealed record.</summary>
public abstract record Fault
{
    /// <summary>True when the fault happens by itself when its time comes, rather than to a request, message, order or reading.</summary>
    public virtual bool HappensByTime => false;
}
