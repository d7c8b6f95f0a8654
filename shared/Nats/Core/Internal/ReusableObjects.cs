using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace NATS.Client.Core.Internal;

/// <summary>A few objects kept for their next use.</summary>
internal sealed class ReusableObjects<T>
    where T : class
{
    private const int Most = 512;
    private readonly ConcurrentQueue<T> kept = new();
    private int count;

    public bool TryTake([NotNullWhen(true)] out T? found)
    {
        if (!kept.TryDequeue(out found))
        {
            return false;
        }

        Interlocked.Decrement(ref count);
        return true;
    }

    public void Return(T unused)
    {
        if (Interlocked.Increment(ref count) <= Most)
        {
            kept.Enqueue(unused);
        }
        else
        {
            Interlocked.Decrement(ref count);
        }
    }
}
