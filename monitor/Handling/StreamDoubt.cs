using Pipeline.Contracts.Orders;

namespace Pipeline.Monitor.Handling;

/// <summary>Notices an account stream that is connected and tells nothing: an execution that a scheduled reading found and the stream has not told within five seconds.</summary>
/// <remarks>An account may be quiet for days, so silence alone proves nothing, and pongs prove the connection only. Executions are what the venue always tells.</remarks>
internal sealed class StreamDoubt
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly Dictionary<string, (decimal Filled, DateTimeOffset ReadAt)> _untold = new(StringComparer.Ordinal);
    private DateTimeOffset? _connectedAt;

    /// <param name="venueNow">Venue time; what was executed before may have been told to nobody.</param>
    public void Connected(DateTimeOffset venueNow)
    {
        _untold.Clear();
        _connectedAt = venueNow;
    }

    public void Lost()
    {
        _untold.Clear();
        _connectedAt = null;
    }

    /// <summary>The stream told of an order.</summary>
    public void Told(VenueOrder order)
    {
        if (_untold.TryGetValue(order.VenueOrderId, out var untold) && order.FilledQuantity.Value >= untold.Filled)
            _untold.Remove(order.VenueOrderId);
    }

    /// <summary>A reading found an order with more executed than was heard.</summary>
    public void Read(VenueOrder order, DateTimeOffset machineNow)
    {
        if (order.UpdatedAt > _connectedAt)
            _untold.TryAdd(order.VenueOrderId, (order.FilledQuantity.Value, machineNow));
    }

    /// <summary>The order that proves the stream dead; null while nothing does.</summary>
    public string? Proof(DateTimeOffset machineNow) =>
        _untold.Where(pair => machineNow - pair.Value.ReadAt >= Patience).Select(pair => pair.Key).FirstOrDefault();
}
