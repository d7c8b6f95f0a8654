using Pipeline.Contracts.Orders;

namespace Pipeline.Broker.Port;

/// <summary>The one trading stream of the account. It reconnects for ever; what was missed while it was away must be read by REST.</summary>
public interface IAccountStream
{
    /// <summary>Runs until canceled, which ends it with an <see cref="OperationCanceledException"/>; every item in order. One reader at a time.</summary>
    IAsyncEnumerable<AccountStreamItem> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Gives the connection up and makes a new one: for a reader who knows that the venue has kept something back. Does nothing while there is none.</summary>
    void Renew(string reason);

    /// <summary>Makes the next attempt now: for a reader whom the venue answers again. Does nothing while a connection stands, nor after a refusal for too many connections.</summary>
    void Retry();
}

/// <summary>What the account stream has to say.</summary>
public abstract record AccountStreamItem
{
    private AccountStreamItem()
    {
    }

    /// <summary>Listening, confirmed by the venue. Whatever happened before may have been missed: fill the gap by REST now.</summary>
    public sealed record Connected : AccountStreamItem;

    /// <summary>Not listening any more; another attempt follows by itself.</summary>
    public sealed record Lost(string Reason) : AccountStreamItem;

    /// <summary>The venue spoke of an order; <paramref name="Execution"/> is set when shares were matched, <paramref name="Amendment"/> when a match was taken back or corrected.</summary>
    public sealed record Update(string Event, VenueOrder Order, Execution? Execution, DateTimeOffset At, ExecutionAmendment? Amendment = null) : AccountStreamItem;
}
