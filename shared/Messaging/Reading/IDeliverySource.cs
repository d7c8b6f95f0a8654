using Pipeline.Contracts;

namespace Pipeline.Messaging;

/// <summary>Where a stage's messages come from: its durable, or for a dry run a viewer's reading or recorded lines.</summary>
public interface IDeliverySource<T>
    where T : Message
{
    /// <summary>Deliveries, for ever.</summary>
    IAsyncEnumerable<Delivery<T>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Deliveries until nothing is left: none pending, and every one handed out is settled.</summary>
    IAsyncEnumerable<Delivery<T>> DrainAsync(CancellationToken cancellationToken);
}
