using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Orchestrator.Supervision;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Supervision;

public sealed class ServerWatchTests
{
    [Fact]
    public async Task A_question_that_fails_unexpectedly_is_no_answer_and_not_the_last_one()
    {
        var (board, asked) = (new HeartbeatBoard(TimeProvider.System), 0);
        using var stopping = new CancellationTokenSource();
        var watch = new ServerWatch(
            "simulator", _ => ++asked == 1 ? throw new InvalidOperationException("not foreseen") : Task.FromResult(true), board, TimeProvider.System, NullLogger.Instance);

        var watching = watch.RunAsync(stopping.Token);
        await Eventually.Holds("the second question to be asked and its answer heard", () => board.Newest("simulator") is not null);
        Assert.False(watching.IsCompleted);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }
}
