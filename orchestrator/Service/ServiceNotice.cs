using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Pipeline.Orchestrator.Service;

/// <summary>Tells systemd that this process is ready, alive or stopping: datagrams to the socket it names (sd_notify(3)). Does nothing where there is none.</summary>
/// <remarks>It never waits: a socket that takes nothing costs a word to systemd, not a step of the supervision.</remarks>
public sealed class ServiceNotice : IDisposable
{
    public const string SocketVariable = "NOTIFY_SOCKET";
    public const string WatchdogVariable = "WATCHDOG_USEC";

    private readonly TimeProvider _machine;
    private readonly ILogger _logger;
    private readonly Socket? _socket;
    private readonly TimeSpan? _between;
    private readonly TimeSpan _readyWithin;
    private readonly long _began;
    private long _saidAlive;
    private bool _ready;
    private bool _failed;

    /// <param name="variable">Reads a variable of the environment.</param>
    /// <param name="readyWithin">Machine time after which it counts as ready though not all is.</param>
    public ServiceNotice(Func<string, string?> variable, TimeSpan readyWithin, TimeProvider machine, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(variable);
        ArgumentNullException.ThrowIfNull(machine);
        (_machine, _logger, _readyWithin, _began) = (machine, logger, readyWithin, machine.GetTimestamp());
        if (variable(SocketVariable) is not { Length: > 1 } path)
            return;
        _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        // An abstract socket is written with @ and begins with zero.
        Place = new UnixDomainSocketEndPoint(path[0] == '@' ? '\0' + path[1..] : path);
        if (long.TryParse(variable(WatchdogVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0)
            _between = TimeSpan.FromMicroseconds(microseconds) / 3;
    }

    private UnixDomainSocketEndPoint? Place { get; }

    /// <summary>A step of the supervision was made: ready is said once, alive three times in the watchdog's time.</summary>
    /// <param name="allReady">Every process has been ready. What is not in its time is still supervised: to be killed and started again for it would help nobody.</param>
    public void Step(bool allReady)
    {
        if (!_ready && (allReady || _machine.GetElapsedTime(_began) > _readyWithin))
        {
            _ready = true;
            Send($"READY=1\nSTATUS={(allReady ? "all processes are ready" : "supervising; not all processes are ready")}\nMAINPID={Environment.ProcessId}");
        }

        Alive();
    }

    /// <summary>The supervision waits for something that has a deadline: alive is said three times in the watchdog's time, as by a step.</summary>
    public void Alive()
    {
        if (_between is not { } between || (_saidAlive != 0 && _machine.GetElapsedTime(_saidAlive) < between))
            return;
        _saidAlive = _machine.GetTimestamp();
        Send("WATCHDOG=1");
    }

    /// <summary>Ending in order has begun.</summary>
    public void Stopping() => Send("STOPPING=1\nSTATUS=ending all processes in order");

    public void Dispose() => _socket?.Dispose();

    private void Send(string words)
    {
        try
        {
            _socket?.SendTo(Encoding.UTF8.GetBytes(words), Place!);
        }
        catch (SocketException refused)
        {
            if (!_failed)
                Log.ServiceNotTold(_logger, refused.Message);
            _failed = true;
        }
    }
}
