namespace Pipeline.Simulator.Faults;

/// <summary>The faults that are switched on. Safe to use from any thread.</summary>
/// <param name="seed">Seeds the chance of faults that name no seed of their own.</param>
/// <param name="venueNow">Reads the venue clock.</param>
public sealed class FaultBoard(ulong seed, Func<DateTimeOffset> venueNow, TimeProvider machine)
{
    private readonly Lock _gate = new();
    private ArmedFault[] _faults = [];
    private int _last;
    private ulong _seed = seed;

    /// <summary>True when nothing is armed: the common case, asked on every hot path.</summary>
    public bool IsEmpty => Volatile.Read(ref _faults).Length == 0;

    public bool Has<T>()
        where T : Fault => Array.Exists(Volatile.Read(ref _faults), armed => armed.Order.Fault is T);

    /// <summary>Every fault since the last clearing, spent ones too.</summary>
    public IReadOnlyList<ArmedFault> All => Volatile.Read(ref _faults);

    /// <summary>Switches faults on.</summary>
    /// <param name="origin">Venue time that seconds count from.</param>
    /// <param name="reached">Venue time up to which faults have happened by themselves already; null for none.</param>
    public IReadOnlyList<ArmedFault> Arm(IEnumerable<FaultOrder> orders, DateTimeOffset origin, DateTimeOffset? reached = null)
    {
        lock (_gate)
        {
            var now = machine.GetUtcNow();
            var armed = orders.Select(order => new ArmedFault(order, ++_last, _seed, order.Trigger.At ?? origin.AddSeconds(order.Trigger.After ?? 0), now)).ToList();
            if (reached is { } past) armed.ForEach(fault => fault.PassOver(past));
            Volatile.Write(ref _faults, [.. _faults, .. armed]);
            return armed;
        }
    }

    /// <summary>Switches off what is on and begins anew, numbers too, so that the same faults draw the same chances.</summary>
    public void Restart(ulong? seed)
    {
        lock (_gate)
        {
            _seed = seed ?? _seed;
            _last = 0;
            Volatile.Write(ref _faults, []);
        }
    }

    /// <summary>Switches one off; false when there is none of that name.</summary>
    public bool Remove(string id)
    {
        lock (_gate)
        {
            var left = _faults.Where(armed => armed.Id != id).ToArray();
            if (left.Length == _faults.Length) return false;
            Volatile.Write(ref _faults, left);
            return true;
        }
    }

    public void Clear()
    {
        lock (_gate) Volatile.Write(ref _faults, []);
    }

    /// <summary>The first fault of a family that happens to a subject.</summary>
    /// <param name="now">Venue time; null to read the clock.</param>
    public T? Take<T>(FaultSubject subject, DateTimeOffset? now = null, Func<T, bool>? wanted = null)
        where T : Fault => TakeAll<T>(subject, now, (fault, taken) => taken.Count == 0 && wanted?.Invoke(fault) != false) is [var first] ? first : null;

    /// <summary>The faults of a family that happen to a subject, oldest first.</summary>
    /// <param name="now">Venue time; null to read the clock.</param>
    /// <param name="wanted">Told a fault and those taken before it; false lets it wait for another occasion.</param>
    public IReadOnlyList<T> TakeAll<T>(FaultSubject subject, DateTimeOffset? now = null, Func<T, IReadOnlyList<T>, bool>? wanted = null)
        where T : Fault
    {
        if (!Has<T>()) return [];
        var (venue, machineNow) = (now ?? venueNow(), machine.GetUtcNow());
        var taken = new List<T>();
        lock (_gate)
        {
            foreach (var armed in _faults)
            {
                if (armed.Order.Fault is T fault && wanted?.Invoke(fault, taken) != false && armed.Order.Filter.Matches(subject) && armed.TryFire(venue, machineNow))
                    taken.Add(fault);
            }
        }

        return taken;
    }

    /// <summary>The faults of a family that last now, without counting a use.</summary>
    public IReadOnlyList<ArmedFault> Lasting<T>()
        where T : Fault
    {
        if (!Has<T>()) return [];
        var (now, machineNow) = (venueNow(), machine.GetUtcNow());
        return [.. Volatile.Read(ref _faults).Where(armed => armed.Order.Fault is T && armed.IsActive(now, machineNow))];
    }

    /// <summary>Counts one use of a fault that lasts.</summary>
    public void Used(ArmedFault armed)
    {
        var now = venueNow();
        lock (_gate) armed.Used(now);
    }

    /// <summary>The faults that happen by themselves until now, in the order they were armed.</summary>
    public IReadOnlyList<ArmedFault> Due(DateTimeOffset now)
    {
        if (!Array.Exists(Volatile.Read(ref _faults), armed => armed.Next <= now)) return [];
        var machineNow = machine.GetUtcNow();
        lock (_gate) return [.. _faults.Where(armed => armed.TryFall(now, machineNow))];
    }

    /// <summary>Records that a fault that was due could not happen.</summary>
    public void Failed(ArmedFault armed, string problem)
    {
        lock (_gate) armed.Failed(problem);
    }

    /// <summary>The faults that are to be undone by now.</summary>
    public IReadOnlyList<ArmedFault> Over(DateTimeOffset now)
    {
        if (!Array.Exists(Volatile.Read(ref _faults), armed => armed.LiftAt <= now)) return [];
        lock (_gate) return [.. _faults.Where(armed => armed.TryLift(now))];
    }

    /// <summary>Does something while nothing is armed, switched off or counted.</summary>
    public T Read<T>(Func<IReadOnlyList<ArmedFault>, DateTimeOffset, DateTimeOffset, T> read)
    {
        var (now, machineNow) = (venueNow(), machine.GetUtcNow());
        lock (_gate) return read(_faults, now, machineNow);
    }
}
