using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Journal.Writing;

/// <summary>Keeps the journal for as long as the orchestrator lives: on a connection and a task of its own, so that a slow disk, a damaged file or a silent server costs nobody else anything.</summary>
/// <param name="home">Where the journal lies, and whose streams are projected.</param>
/// <param name="endpoints">Where nats-server listens.</param>
/// <param name="tell">Queues an event: type, severity, one sentence; it never waits.</param>
public sealed class JournalKeeper(PipelineHome home, Endpoints endpoints, Action<string, EventSeverity, string> tell, ILoggerFactory loggers, TimeProvider machine) : IAsyncDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(10);

    private readonly ILogger _logger = loggers.CreateLogger<JournalKeeper>();
    private readonly JournalFile _file = new(home);
    private readonly CancellationTokenSource _ending = new();
    private Task _running = Task.CompletedTask;
    private volatile JournalStatus _status = new(JournalState.Waiting, null, null, 0);
    private TimeSpan _pause = ShortestPause;
    private bool _saidFailing;

    public JournalStatus Status => _status;

    /// <summary>Begins to project, and goes on until it is disposed.</summary>
    /// <param name="started">The start that it leaves the machine to, for some seconds at most.</param>
    public void Begin(Task started) => _running = RunAsync(started, _ending.Token);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    /// <summary>Projects until canceled; whatever goes wrong is told once and tried again.</summary>
    /// <param name="started">The start that it leaves the machine to, for some seconds at most.</param>
    private async Task RunAsync(Task started, CancellationToken stopping)
    {
        await Task.WhenAny(started, Task.Delay(StartPatience, machine, stopping));
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                // Nothing of it may run on who supervises: the file is opened, and may be rebuilt, before the first await.
                await Task.Run(() => FollowAsync(stopping), stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                Answer(fault);
            }

            await Task.Delay(_pause, machine, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, LongestPause.Ticks));
        }
    }

    private async Task FollowAsync(CancellationToken stopping)
    {
        await using var connection = await PipelineConnection.ConnectAsync(endpoints.As(Processes.Orchestrator, home, "orchestrator-journal"), loggers, stopping);
        var streams = new ProjectedSource(connection, machine);
        using var writer = await JournalOpening.OpenAsync(_file, streams, SayRebuilt, machine, stopping);
        await new JournalFollowing(writer, streams, Report, machine).RunAsync(stopping);
    }

    private void Report(long lag)
    {
        // Deleted, or set aside to be projected anew: what is written into it now nobody would read.
        if (!_file.Exists)
            throw new StreamsChangedException("The journal was removed.");
        _status = new JournalStatus(lag > JournalFollowing.CurrentLag ? JournalState.CatchingUp : JournalState.Current, lag, null, _file.Size);
        _pause = ShortestPause;
        if (!_saidFailing)
            return;
        _saidFailing = false;
        tell("journal_back", EventSeverity.Info, "The journal is written again.");
    }

    private void SayRebuilt(string why, string aside)
    {
        Log.JournalSetAside(_logger, why, aside);
        tell("journal_rebuilt", EventSeverity.Warning, $"The journal is projected anew: {why} The old one lies in {aside}.");
    }

    private void Answer(Exception fault)
    {
        if (fault is StreamsChangedException)
            return;
        if (fault is NatsException or PipelineException or TimeoutException)
        {
            // The server's absence is told by those who supervise it.
            _status = _status with { State = JournalState.Waiting, Lag = null, Detail = $"waits for nats-server: {fault.Message}" };
            return;
        }

        if (fault is SqliteException damaged && JournalOpening.IsDamage(damaged) && _file.Exists)
            SetAside(damaged);
        _status = _status with { State = JournalState.Failing, Lag = null, Detail = fault.Message };
        if (_saidFailing)
            return;
        _saidFailing = true;
        Log.JournalFailing(_logger, fault);
        tell("journal_failed", EventSeverity.Error, $"The journal cannot be written: {fault.Message} Trading goes on; it is tried again, and loses nothing.");
    }

    private void SetAside(SqliteException damaged)
    {
        try
        {
            SayRebuilt($"it is damaged ({damaged.Message}).", _file.SetAside(machine.GetUtcNow()));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Log.JournalFailing(_logger, refused);
        }
    }
}
