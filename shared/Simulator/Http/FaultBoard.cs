namespace Pipeline.Simulator.Http;

/// <summary>The misbehaviours that are switched on. Safe to use from any thread.</summary>
public sealed class FaultBoard
{
    private readonly Lock _gate = new();
    private readonly List<Fault> _faults = [];

    public void Add(Fault fault)
    {
        lock (_gate) _faults.Add(fault);
    }

    public void Clear()
    {
        lock (_gate) _faults.Clear();
    }

    /// <summary>Takes one use of the first fault that hits a request to the order endpoints.</summary>
    public Fault? Take(string method, string path)
    {
        if (!path.StartsWith("/v2/orders", StringComparison.Ordinal)) return null;
        lock (_gate)
        {
            var index = _faults.FindIndex(fault => string.Equals(fault.Method, method, StringComparison.OrdinalIgnoreCase));
            if (index < 0) return null;
            var fault = _faults[index];
            if (fault.Remaining > 1) _faults[index] = fault with { Remaining = fault.Remaining - 1 };
            else _faults.RemoveAt(index);
            return fault;
        }
    }
}
