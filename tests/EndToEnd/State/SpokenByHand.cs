using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts.Control;
using Pipeline.Messaging;
using Pipeline.Tests.EndToEnd.WholeSystem;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.State;

/// <summary>A test that speaks on the streams in the place of a process that was left out at start, with that process's own rights.</summary>
public sealed class SpokenByHand : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _ending = new();
    private readonly PipelineConnection _connection;
    private readonly MessagePublisher _publisher;
    private readonly string _process;
    private Task _beating = Task.CompletedTask;
    private volatile IReadOnlyList<RaisedCondition> _conditions = [];

    private SpokenByHand(PipelineConnection connection, string process)
    {
        _connection = connection;
        _process = process;
        _publisher = new MessagePublisher(connection, new StoredMessages(connection), TimeProvider.System, NullLogger<MessagePublisher>.Instance);
    }

    public static async Task<SpokenByHand> AsAsync(PipelineUnderTest pipeline, string process)
    {
        var options = new MessagingOptions
        {
            Url = (await pipeline.StatusAsync())["endpoints"]!["nats"]!.GetValue<string>(),
            User = process,
            Password = (await File.ReadAllTextAsync(pipeline.PathOf("run", "users", process))).Trim(),
        };
        return new SpokenByHand(await PipelineConnection.ConnectAsync(options, NullLoggerFactory.Instance, CancellationToken.None), process);
    }

    /// <summary>Says from now on, as a ready stage does, that these hold; ends only with the test.</summary>
    public void Tell(params TradingCondition[] conditions)
    {
        _conditions = [.. conditions.Select(condition => new RaisedCondition { Condition = condition, Process = _process, Text = "A test says so.", Since = TimeProvider.System.GetUtcNow() })];
        if (_beating.IsCompleted)
            _beating = BeatAsync();
    }

    /// <summary>The same of one symbol.</summary>
    public void Tell(TradingCondition condition, string symbol)
    {
        Tell(condition);
        _conditions = [_conditions[0] with { Symbol = new Contracts.Values.Symbol(symbol) }];
    }

    /// <summary>Stores a body as it is.</summary>
    public async Task<ulong> StoreAsync(string subject, string body)
    {
        var result = await _publisher.PublishBytesAsync(
            subject, Encoding.UTF8.GetBytes(body), new Dictionary<string, string>(), PublishExpectation.Once(Guid.NewGuid().ToString("N")), CancellationToken.None);
        return Assert.IsType<PublishResult.Stored>(result).Sequence;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _connection.DisposeAsync();
        _ending.Dispose();
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        do
        {
            var now = TimeProvider.System.GetUtcNow();
            var word = new Heartbeat { Process = _process, State = ProcessHealth.Ready, Pid = Environment.ProcessId, StartedAt = now, StartedBy = "hand", Conditions = _conditions, SentAt = now };
            await _publisher.PublishCoreAsync(Contracts.Subjects.Heartbeat(_process), word, CancellationToken.None);
        }
        while (await timer.WaitForNextTickAsync(_ending.Token));
    }
}
