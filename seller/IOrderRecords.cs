using Pipeline.Contracts.Orders;

namespace Pipeline.Seller;

/// <summary>Where intents and answers become durable before anything follows from them.</summary>
public interface IOrderRecords
{
    /// <summary>Returns once the intent is durable.</summary>
    /// <returns>Another intent that holds this id already, which no one has told us of; null when ours is the one.</returns>
    /// <exception cref="IOException">It is durable nowhere: nothing may be sent on it.</exception>
    Task<OrderIntent?> StoreAsync(OrderIntent intent);

    /// <summary>Returns once the answer is durable.</summary>
    /// <exception cref="IOException">It is durable nowhere.</exception>
    Task StoreAsync(OrderAnswer answer);
}
