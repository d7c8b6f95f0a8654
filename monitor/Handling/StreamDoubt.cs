using Pipeline.Contracts.Orders;

namespace Pipeline.Monitor.Handling;

/// <summary>Notices an account stream that is connected and tells nothing: an execution that a reading found and the stream has not told within five seconds.</summary>
/// <remarks>
/// An account may be quiet for days, so silence alone proves nothing, and pongs prove the connection only. Executions are what the venue always tells.
/// What it told is remembered: an update that is held back until the venue was read is heard by nobody else before that reading, and a complete fill has no later update.
/// </remarks>
internal sealed class StreamDoubt
{
    // Far more orders than an account of 200 requests a minute can send, let alone execute, while one reading is under way.
    private const int Remembered = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly Dictionary<string, (decimal Filled, DateTimeOffset ReadAt)> _untold = new(StringComparer.Ordinal);
    private readonly Dictionary<string, decimal> _told = new(StringComparer.Ordinal);
    private readonly Queue<string> _oldestTold = [];
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
        var (id, filled) = (order.VenueOrderId, order.FilledQuantity.Value);
        if (_untold.TryGetValue(id, out var untold) && filled >= untold.Filled)
            _untold.Remove(id);
        if (filled > _told.GetValueOrDefault(id))
            Remember(id, filled);
    }

    /// <summary>A reading found an order with more executed than was heard.</summary>
    public void Read(VenueOrder order, DateTimeOffset machineNow)
    {
        if (order.UpdatedAt > _connectedAt && order.FilledQuantity.Value > _told.GetValueOrDefault(order.VenueOrderId))
            _untold.TryAdd(order.VenueOrderId, (order.FilledQuantity.Value, machineNow));
    }

    /// <summary>The order that proves the stream dead, once for each connection; null while nothing does.</summary>
    public string? TakeProof(DateTimeOffset machineNow)
    {
        var proof = _untold.Where(pair => machineNow - pair.Value.ReadAt >= Patience).Select(pair => pair.Key).FirstOrDefault();

        // Until the loss has been heard of, the next connection may be up already: the same proof again would end that one.
        if (proof is not null)
            Lost();
        return proof;
    }

    private void Remember(string id, decimal filled)
    {
        if (!_told.ContainsKey(id))
            _oldestTold.Enqueue(id);
        _told[id] = filled;
        if (_oldestTold.Count > Remembered)
            _told.Remove(_oldestTold.Dequeue());
    }
}
