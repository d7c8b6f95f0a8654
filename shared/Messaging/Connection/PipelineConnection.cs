using System.Text;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using NATS.Client.JetStream;

namespace Pipeline.Messaging;

/// <summary>The one connection a process has to nats-server; it restores itself for as long as the process lives.</summary>
public sealed class PipelineConnection : IAsyncDisposable
{
    /// <summary>Older servers leave out what we rely on, some of it silently (sync_interval, strict consumer create).</summary>
    public static readonly Version OldestServer = new(2, 10, 27);

    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(200);

    private readonly ILogger _logger;
    private Task _opening = Task.CompletedTask;

    private PipelineConnection(MessagingOptions options, ILoggerFactory loggers)
    {
        User = options.User;
        _logger = loggers.CreateLogger<PipelineConnection>();
        Nats = new NatsConnection(new NatsOpts
        {
            Url = options.Url,
            Name = options.Name ?? options.User,
            AuthOpts = new NatsAuthOpts { Username = options.User, Password = options.Password },
            InboxPrefix = options.InboxPrefix,
            TlsOpts = options.AuthorityFile is { } authority ? new NatsTlsOpts { CaFile = authority, Mode = TlsMode.Require } : NatsTlsOpts.Default,
            LoggerFactory = loggers,
            ReconnectWaitMin = TimeSpan.FromMilliseconds(50),
            ReconnectWaitMax = TimeSpan.FromMilliseconds(500),
            ReconnectJitter = TimeSpan.FromMilliseconds(50),
            HeaderEncoding = Encoding.UTF8, // a dead letter's reason may hold any text

            // A server that hangs is left after 3 s of silence: as long as a stage's own silence may last before no new entry is made.
            PingInterval = TimeSpan.FromSeconds(1),
            MaxPingOut = 2,
        });
        JetStream = new NatsJSContext(Nats);
        Nats.ServerError += ToldOff;
        Nats.ConnectionDisconnected += Lost;
        Nats.ConnectionOpened += Opened;
    }

    /// <summary>The user we are to the server.</summary>
    public string User { get; }
    public NatsConnection Nats { get; }
    public NatsJSContext JetStream { get; }
    public bool IsOpen => Nats.ConnectionState == NatsConnectionState.Open;

    /// <summary>What the server has refused us, newest last; at most the last 32 complaints.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_complaints)
                return [.. _complaints];
        }
    }

    private readonly Queue<string> _complaints = new();
    private long _complaintsHeard;

    /// <summary>How many complaints there have been so far.</summary>
    public long ComplaintsHeard
    {
        get
        {
            lock (_complaints)
                return _complaintsHeard;
        }
    }

    /// <summary>What the server has refused us since there had been so many complaints; at most the last 32 of it.</summary>
    public IReadOnlyList<string> ComplaintsSince(long heard)
    {
        lock (_complaints)
            return [.. _complaints.TakeLast((int)Math.Min(_complaintsHeard - heard, _complaints.Count))];
    }

    /// <summary>Connects, once: a server that is not there is the caller's news to tell.</summary>
    /// <exception cref="NatsException">No server answered, or it refused the user.</exception>
    /// <exception cref="ServerTooOldException">The server lacks what we rely on.</exception>
    public static async Task<PipelineConnection> ConnectAsync(MessagingOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(loggers);
        var connection = new PipelineConnection(options, loggers);
        try
        {
            await connection.Nats.ConnectAsync().AsTask().WaitAsync(cancellationToken);
            ServerTooOldException.ThrowIfOlder(connection.Nats.ServerInfo?.Version, OldestServer);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Begins to connect and goes on trying for as long as it lives: for who has work to do without the server too.</summary>
    public static PipelineConnection Begin(MessagingOptions options, ILoggerFactory loggers, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(loggers);
        ArgumentNullException.ThrowIfNull(time);
        var connection = new PipelineConnection(options, loggers);
        connection._opening = connection.OpenAsync(time);
        return connection;
    }

    /// <summary>Returns once there is a connection, or was one and is none again.</summary>
    /// <exception cref="ObjectDisposedException">The server is too old, or the connection was given up.</exception>
    public Task OpenedAsync(CancellationToken cancellationToken) => _opening.WaitAsync(cancellationToken);

    public ValueTask DisposeAsync() => Nats.DisposeAsync();

    private async Task OpenAsync(TimeProvider time)
    {
        while (true)
        {
            try
            {
                await Nats.ConnectAsync();
                return;
            }
            catch (NatsException absent) when (absent is not NatsConnectionFailedException)
            {
                Log.NotConnectedYet(_logger, absent.Message);
            }

            await Task.Delay(RetryPause, time);
        }
    }

    private ValueTask ToldOff(object? sender, NatsServerErrorEventArgs complaint)
    {
        Log.ServerComplained(_logger, User, complaint.Error);
        lock (_complaints)
        {
            _complaints.Enqueue(complaint.Error);
            _complaintsHeard++;
            if (_complaints.Count > 32)
                _complaints.Dequeue();
        }

        return ValueTask.CompletedTask;
    }

    private ValueTask Lost(object? sender, NatsEventArgs what)
    {
        Log.ConnectionLost(_logger, what.Message);
        return ValueTask.CompletedTask;
    }

    private async ValueTask Opened(object? sender, NatsEventArgs what)
    {
        Log.ConnectionOpened(_logger, User, what.Message);
        Measures.ConnectionOpened();
        try
        {
            ServerTooOldException.ThrowIfOlder(Nats.ServerInfo?.Version, OldestServer);
        }
        catch (ServerTooOldException old)
        {
            // Another server took the place of the one we trusted. Whoever uses the connection meets its end, and with it the process.
            Log.ServerTooOld(_logger, old.Message);
            await DisposeAsync();
        }
    }
}
