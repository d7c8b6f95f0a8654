using Pipeline.Contracts;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Chaos.Running;

/// <summary>Finds the processes of a home by who they are, and does to them what no process may resist.</summary>
public sealed class Victims(PipelineHome home)
{
    private readonly Lock _gate = new();
    private readonly List<ProcessIdentity> _frozen = [];

    /// <summary>Null while no such process lives.</summary>
    public ProcessIdentity? Find(string process) => process is Processes.NatsServer or Processes.Simulator
        ? new ChildLauncher(home).FindRunning(process)
        : ProcessRecord.ReadLiving(home, process)?.Identity;

    public static bool Kill(ProcessIdentity victim) => ProcessSignals.Kill(victim);

    public bool Freeze(ProcessIdentity victim)
    {
        lock (_gate)
            _frozen.Add(victim);
        return ProcessSignals.Freeze(victim);
    }

    /// <summary>Lets it go on; nothing happens to one that has been ended since.</summary>
    public bool Thaw(ProcessIdentity victim)
    {
        lock (_gate)
            _frozen.Remove(victim);
        return ProcessSignals.Thaw(victim);
    }

    public bool IsFrozen(ProcessIdentity victim)
    {
        lock (_gate)
            return _frozen.Contains(victim);
    }

    public void ThawAll()
    {
        List<ProcessIdentity> frozen;
        lock (_gate)
            frozen = [.. _frozen];
        foreach (var victim in frozen)
            Thaw(victim);
    }
}
