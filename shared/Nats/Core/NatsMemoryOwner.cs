using System.Buffers;

namespace NATS.Client.Core;

/// <summary>Pooled memory of an exact length; dispose it once to give it back.</summary>
public struct NatsMemoryOwner<T> : IMemoryOwner<T>
{
    private readonly int length;
    private T[]? array;

    private NatsMemoryOwner(int length)
    {
        this.length = length;
        array = ArrayPool<T>.Shared.Rent(length);
    }

    public static NatsMemoryOwner<T> Empty => new(0);

    public readonly int Length => length;

    public readonly Memory<T> Memory => array is null ? Memory<T>.Empty : array.AsMemory(0, length);

    public readonly Span<T> Span => array.AsSpan(0, array is null ? 0 : length);

    public static NatsMemoryOwner<T> Allocate(int size) => new(size);

    public void Dispose()
    {
        if (array is { } rented)
        {
            array = null;
            ArrayPool<T>.Shared.Return(rented);
        }
    }
}
