namespace Pipeline.Orchestrator.Chaos.Running;

/// <summary>What was done so far, for the picture and the verdict. Safe from any thread.</summary>
public sealed class ChaosTally
{
    private readonly Lock _gate = new();
    private readonly List<string> _notes = [];
    private int _kills;
    private int _faults;
    private int _redeliveries;

    /// <summary>Raised with a line for each thing done.</summary>
    public event Action<string>? Told;

    public int Kills => Volatile.Read(ref _kills);

    public int Faults => Volatile.Read(ref _faults);

    public int Redeliveries => Volatile.Read(ref _redeliveries);

    /// <summary>What went otherwise than planned, oldest first.</summary>
    public IReadOnlyList<string> Notes
    {
        get
        {
            lock (_gate)
                return [.. _notes];
        }
    }

    public void Killed(string what)
    {
        Interlocked.Increment(ref _kills);
        Told?.Invoke(what);
    }

    public void Faulted(string what)
    {
        Interlocked.Increment(ref _faults);
        Told?.Invoke(what);
    }

    public void Redelivered(string what)
    {
        Interlocked.Increment(ref _redeliveries);
        Told?.Invoke(what);
    }

    public void Say(string what) => Told?.Invoke(what);

    public void Note(string what)
    {
        lock (_gate)
            _notes.Add(what);
        Told?.Invoke(what);
    }
}
