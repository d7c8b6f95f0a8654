using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Messaging;

namespace Pipeline.Hosting.Logging;

/// <summary>Lets this process say as much as <c>control.log.&lt;process&gt;</c> asks for: what was asked before it started, and what is asked while it runs.</summary>
/// <remarks>It can fail without anybody but the log noticing: how much is said is nothing that trading may wait for.</remarks>
public sealed class LogLevelFollower(ProcessLog log, PipelineConnection connection, StoredMessages stored, TimeProvider machine) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly ILogger _logger = log.CreateLogger(typeof(LogLevelFollower).FullName!);
    private readonly string _subject = Subjects.LogLevel(log.Process);
    private readonly SemaphoreSlim _look = new(1);
    private DateTimeOffset _heardOf = DateTimeOffset.MinValue;
    private CancellationTokenSource? _ending;

    /// <summary>Follows until canceled, where there is no host that would.</summary>
    public static async Task RunAsync(ProcessLog log, PipelineConnection connection, StoredMessages stored, TimeProvider machine, CancellationToken stopping)
    {
        using var follower = new LogLevelFollower(log, connection, stored, machine);
        await follower.ExecuteAsync(stopping);
    }

    public override void Dispose()
    {
        _look.Dispose();
        _ending?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        connection.Nats.ConnectionOpened += LookAgain;
        try
        {
            await Task.WhenAll(KeepAsync(ListenAsync, stoppingToken), KeepAsync(CatchUpAsync, stoppingToken));
        }
        finally
        {
            connection.Nats.ConnectionOpened -= LookAgain;
        }
    }

    private ValueTask LookAgain(object? sender, NatsEventArgs what)
    {
        _look.Release();
        return ValueTask.CompletedTask;
    }

    private async Task KeepAsync(Func<CancellationToken, Task> part, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await part(stopping);
            }
            catch (Exception fault) when (!stopping.IsCancellationRequested)
            {
                HostingLog.LogLevelUnheard(_logger, fault.Message);
                await Task.Delay(Pause, machine, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        var reader = new CoreReader<LogLevelControl>(connection, log.CreateLogger<CoreReader<LogLevelControl>>());
        await foreach (var heard in reader.ReadAsync(Subjects.BookPrefix + _subject, stopping))
            Apply(heard.Body);
    }

    /// <summary>What was asked while nobody listened: at the start, and after each new connection.</summary>
    private async Task CatchUpAsync(CancellationToken stopping)
    {
        await _look.WaitAsync(stopping);
        try
        {
            if (await stored.LastMessageOfAsync(Streams.Control, _subject, stopping) is { } last && MessageReading.TryRead<LogLevelControl>(last.Data.Span, out var control, out _))
                Apply(control);
        }
        catch (NatsException)
        {
            _look.Release();
            throw;
        }
    }

    private void Apply(LogLevelControl control)
    {
        if (control.MachineTime <= _heardOf)
            return;
        _heardOf = control.MachineTime;
        _ending?.Cancel();
        var left = control.Until - machine.GetUtcNow();
        var wanted = left <= TimeSpan.Zero ? ProcessLog.DefaultLevel : (LogLevel)control.Level;
        if (wanted != log.Level)
            HostingLog.LogLevelChanged(_logger, wanted.ToString(), control.By);
        log.Level = wanted;
        if (left > TimeSpan.Zero)
            _ = ReturnAsync(left.Value, (_ending = new CancellationTokenSource()).Token);
    }

    private async Task ReturnAsync(TimeSpan after, CancellationToken replaced)
    {
        await Task.Delay(after, machine, replaced).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (replaced.IsCancellationRequested)
            return;
        log.Level = ProcessLog.DefaultLevel;
        HostingLog.LogLevelChanged(_logger, ProcessLog.DefaultLevel.ToString(), "the end of its time");
    }
}
