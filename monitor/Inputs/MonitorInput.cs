using Pipeline.Broker.Port;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Market;
using Pipeline.Messaging;

namespace Pipeline.Monitor.Inputs;

/// <summary>Everything the loop can be told; one channel carries it all.</summary>
internal abstract record MonitorInput
{
    private MonitorInput()
    {
    }

    /// <summary>A stored message of a book.</summary>
    public sealed record Book(BookEntry Entry) : MonitorInput;

    /// <summary>All that was stored before is told.</summary>
    public sealed record BooksRead : MonitorInput;

    /// <summary>The account stream spoke.</summary>
    public sealed record Account(AccountStreamItem Item) : MonitorInput;

    public sealed record Bar(MarketBar Message) : MonitorInput;

    public sealed record Quote(MarketQuote Message) : MonitorInput;

    /// <summary>The venue was read.</summary>
    public sealed record Read(VenueReading Reading) : MonitorInput;

    /// <summary>The venue could not be read.</summary>
    /// <param name="Reason">In the venue's words, where it said any.</param>
    /// <param name="KeysRefused">It does not take the keys.</param>
    public sealed record ReadFailed(string Reason, bool KeysRefused) : MonitorInput;

    /// <summary>A question beside the readings has no answer; it is asked again in its own time.</summary>
    public sealed record NotAnswered(string Reason) : MonitorInput;

    /// <summary>The calendar was read.</summary>
    public sealed record Hours(IReadOnlyList<SessionHours> Sessions) : MonitorInput;

    /// <summary>The account was read for a new trading day.</summary>
    public sealed record Baseline(SessionHours Session, AccountReading Reading) : MonitorInput;

    /// <summary>Time goes by: 250 ms of the machine.</summary>
    public sealed record Tick : MonitorInput;
}
