namespace Pipeline.Simulator.Streams;

/// <summary>Writes what an endpoint has to say at a whole second of its time.</summary>
public interface IFeedItems
{
    void Write(ItemBatch batch, Subscription wants, DateTimeOffset second);
}
