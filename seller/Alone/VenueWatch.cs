using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using Pipeline.Broker.Port;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Values;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;

namespace Pipeline.Seller.Alone;

/// <summary>Watches the positions at the venue while nobody tells of them: NATS is away, or the monitor has fallen silent.</summary>
internal sealed class VenueWatch(
    IVenueReader venue, PipelineConnection connection, CoreReader<Heartbeat> heartbeats, TimeProvider machine, ILogger<VenueWatch> logger)
{
    /// <summary>So long a connection may be gone before its absence counts: a reconnect takes less.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>The monitor says each second that it lives.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(2500);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan CalmLook = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan QuietInterval = TimeSpan.FromSeconds(2);

    private HashSet<(Symbol Symbol, decimal Quantity, decimal Available)> _seen = [];
    private bool _isQuiet;

    private long? _closedSince;
    private long? _monitorHeardAt;

    public bool IsNatsAway => _closedSince is { } since && machine.GetElapsedTime(since) >= Patience;

    /// <summary>Tells when we are alone and when no more, and while alone what is held: each second, each two while nothing changes.</summary>
    public async Task RunAsync(Func<SellerInput, CancellationToken, ValueTask> tell, CancellationToken stopping)
    {
        using var pulse = new Pulse(Look, CalmLook, machine);
        ValueTask Hurry(object? sender, NatsEventArgs lost)
        {
            pulse.IsCalm = false;
            return ValueTask.CompletedTask;
        }

        connection.Nats.ConnectionDisconnected += Hurry;
        try
        {
            await WatchAsync(pulse, tell, stopping);
        }
        finally
        {
            connection.Nats.ConnectionDisconnected -= Hurry;
        }
    }

    private async Task WatchAsync(Pulse pulse, Func<SellerInput, CancellationToken, ValueTask> tell, CancellationToken stopping)
    {
        var (wasAlone, wasNatsAway) = (false, false);
        long? readAt = null;
        while (await pulse.NextAsync(stopping))
        {
            pulse.IsCalm = connection.IsOpen && !IsMonitorLate;
            _closedSince = connection.IsOpen ? null : _closedSince ?? machine.GetTimestamp();
            var isAlone = IsNatsAway || IsMonitorSilent;
            var isNatsAway = IsNatsAway;
            if (isAlone != wasAlone || isNatsAway != wasNatsAway)
                await tell(new SellerInput.LeftAlone(isAlone, isNatsAway), stopping);
            _isQuiet &= isAlone && wasAlone;
            (wasAlone, wasNatsAway) = (isAlone, isNatsAway);
            if (!isAlone || (readAt is { } last && machine.GetElapsedTime(last) < (_isQuiet ? QuietInterval : Interval)))
                continue;
            readAt = machine.GetTimestamp();
            await LookAsync(tell, stopping);
        }
    }

    /// <summary>Listens to the monitor, for as long as the process lives.</summary>
    public async Task HearAsync(CancellationToken stopping)
    {
        await connection.OpenedAsync(stopping);
        await foreach (var _ in heartbeats.ReadAsync(Subjects.Heartbeat(Processes.Monitor), stopping))
            _monitorHeardAt = machine.GetTimestamp();
    }

    // A monitor that was never heard is not missed: a seller may run by hand.
    private bool IsMonitorSilent => IsSilentFor(Silence);

    // From then on each moment counts.
    private bool IsMonitorLate => IsSilentFor(Silence - (2 * CalmLook));

    private bool IsSilentFor(TimeSpan span) => _monitorHeardAt is { } heard && machine.GetElapsedTime(heard) >= span;

    private async Task LookAsync(Func<SellerInput, CancellationToken, ValueTask> tell, CancellationToken stopping)
    {
        try
        {
            var positions = await venue.GetPositionsAsync(stopping);
            var seen = positions.Select(position => (position.Symbol, position.Quantity, position.Available)).ToHashSet();
            (_isQuiet, _seen) = (seen.SetEquals(_seen), seen);
            await tell(new SellerInput.PositionsSeen(positions), stopping);
        }
        catch (Exception away) when (away is VenueUnavailableException or VenueRefusedException)
        {
            Log.NotWatched(logger, away.Message);
        }
    }
}
