using System.Collections.Concurrent;

namespace NATS.Client.Core.Internal;

/// <summary>The subscriptions of a connection; they outlive its transports.</summary>
internal sealed class Subscriptions(Outbox outbox)
{
    private readonly ConcurrentDictionary<int, NatsSubBase> bySid = new();
    private int last;

    public ICollection<NatsSubBase> All => bySid.Values;

    public bool TryGet(int sid, out NatsSubBase sub) => bySid.TryGetValue(sid, out sub!);

    /// <summary>
    /// Takes a subscription in and tells the server, now or when there is a connection: as one step, so that it is told once.
    /// </summary>
    public void Add(NatsSubBase sub)
    {
        lock (outbox.Gate)
        {
            sub.Sid = Interlocked.Increment(ref last);
            bySid[sub.Sid] = sub;
            Tell(sub);
        }
    }

    /// <summary>Tells a new server everything; the caller holds the gate and has opened the outbox.</summary>
    public void TellAll()
    {
        foreach (var sub in bySid.Values.Where(sub => !sub.IsLeaving))
        {
            Tell(sub);
        }
    }

    /// <summary>Tells the server to send nothing more to those that match; what is on its way still arrives.</summary>
    public void Leave(Predicate<NatsSubBase> match)
    {
        foreach (var sub in bySid.Values.Where(sub => match(sub)))
        {
            lock (outbox.Gate)
            {
                sub.IsLeaving = true;
                outbox.Unsubscribe(sub.Sid, afterMessages: null);
            }
        }
    }

    public void Remove(NatsSubBase sub)
    {
        if (bySid.TryRemove(sub.Sid, out _))
        {
            outbox.Unsubscribe(sub.Sid, afterMessages: null);
        }
    }

    private void Tell(NatsSubBase sub)
    {
        outbox.Subscribe(sub.Sid, sub.Subject, sub.QueueGroup);
        if (sub.RemainingMessages is { } remaining)
        {
            outbox.Unsubscribe(sub.Sid, remaining);
        }
    }
}
