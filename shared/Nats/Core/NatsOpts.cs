using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NATS.Client.Core.Internal;

namespace NATS.Client.Core;

/// <summary>Options of a connection; change copies with <c>with</c>.</summary>
public sealed record NatsOpts
{
    public static readonly NatsOpts Default = new();

    private readonly NatsRequestReplyMode requestReplyMode = NatsRequestReplyMode.Direct;

    /// <summary>The server's address, or several, comma-separated; user and password may be part of the first.</summary>
    public string Url { get; init; } = "nats://localhost:4222";

    /// <summary>The name the server shows for this connection.</summary>
    public string Name { get; init; } = "NATS .NET Client";

    /// <summary>Whether we receive our own messages when we subscribe to their subject.</summary>
    public bool Echo { get; init; } = true;

    public bool Headers { get; init; } = true;

    public NatsAuthOpts AuthOpts { get; init; } = NatsAuthOpts.Default;

    public NatsTlsOpts TlsOpts { get; init; } = NatsTlsOpts.Default;

    public INatsSerializerRegistry SerializerRegistry { get; init; } = NatsDefaultSerializerRegistry.Default;

    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>First size of the outgoing buffer in bytes; publishers wait once 16 times as much is unsent.</summary>
    public int WriterBufferSize { get; init; } = 65536;

    /// <summary>First size of the incoming buffer in bytes; it grows to the largest message received.</summary>
    public int ReaderBufferSize { get; init; } = 65536;

    /// <summary>What the subjects of replies and of pulled messages begin with; the user must be allowed to subscribe below it.</summary>
    public string InboxPrefix { get; init; } = "_INBOX";

    /// <summary>Whether several urls are tried in the order given instead of a random one.</summary>
    public bool NoRandomize { get; init; }

    /// <summary>How often the server is asked whether it is there; never when zero. Default 2 minutes.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How many unanswered PINGs in a row, with nothing else received either, make a dead connection. Default 2.</summary>
    public int MaxPingOut { get; init; } = 2;

    /// <summary>
    /// The wait after the first failed attempt to reconnect; doubled with each failure up to <see cref="ReconnectWaitMax"/>. Default 2 s.
    /// </summary>
    public TimeSpan ReconnectWaitMin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The most that is added to each wait at random. Default 100 ms.</summary>
    public TimeSpan ReconnectJitter { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long one address may take from the TCP connect to the server's acceptance. Default 2 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a request waits for its reply when it says nothing else. Default 5 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a command may wait for room in the outgoing buffer. Default 5 s.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How header names and values are written. Default ASCII, which turns what it does not know into question marks.</summary>
    public Encoding HeaderEncoding { get; init; } = Encoding.ASCII;

    /// <summary>
    /// How many failed rounds over all urls end in <see cref="NatsConnectionState.Failed"/>; -1, the default, means never.
    /// </summary>
    public int MaxReconnectRetry { get; init; } = -1;

    /// <summary>The longest wait between two attempts to reconnect. Default 5 s.</summary>
    public TimeSpan ReconnectWaitMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether to go on after the server refused us twice for the same reason of authorization.</summary>
    public bool IgnoreAuthErrorAbort { get; init; }

    /// <summary>How many messages wait in a subscription for its reader. Default 16384.</summary>
    public int SubPendingChannelCapacity { get; init; } = 16384;

    /// <summary>
    /// What happens when they are too many: by default the newest is dropped and MessageDropped raised; Wait holds up the whole connection.
    /// </summary>
    public BoundedChannelFullMode SubPendingChannelFullMode { get; init; } = BoundedChannelFullMode.DropNewest;

    /// <summary>
    /// How replies find their request. Default Direct; chosen outright, it hands over the server's "no responders" as a reply instead of
    /// throwing, unless <see cref="NatsSubOpts.ThrowIfNoResponders"/> says otherwise.
    /// </summary>
    public NatsRequestReplyMode RequestReplyMode
    {
        get => requestReplyMode;
        init
        {
            requestReplyMode = value;
            DirectWasChosen = value == NatsRequestReplyMode.Direct;
        }
    }

    /// <summary>Whether the first connect goes on trying as a reconnect does, instead of failing.</summary>
    public bool RetryOnInitialConnect { get; init; }

    /// <summary>Whether a publish fails after <see cref="CommandTimeout"/> without a connection; by default it waits for one.</summary>
    public bool PublishTimeoutOnDisconnected { get; init; }

    /// <summary>Whether a subscription that begins to drop messages is left out of the log; the events come all the same.</summary>
    public bool SuppressSlowConsumerWarnings { get; init; }

    /// <summary>How long the drain of one subscription waits at most for what is on its way. Default 5 s.</summary>
    public TimeSpan DrainPingTimeout { get; init; } = TimeSpan.FromSeconds(5);

    internal bool DirectWasChosen { get; private init; }

    /// <summary>Names what tells connections apart: no secret ever reaches a log.</summary>
    public override string ToString() => $"NatsOpts {{ Name = {Name}, Url = {string.Join<ServerAddress>(',', ServerAddress.ParseList(Url))} }}";
}
