using System.Threading.Channels;
using Pipeline.Hosting.Stages;
using Pipeline.Monitor.Inputs;

namespace Pipeline.Monitor;

/// <summary>The monitor: all sources into one channel, one loop out of it.</summary>
internal sealed class MonitorStage(StageRun run, MonitorLoop loop, LiveSources sources, RecordedSource recorded, TimeProvider machine) : IStage
{
    private const int Waiting = 16_384;
    private static readonly TimeSpan RecordingPatience = TimeSpan.FromSeconds(3);

    public async Task RunAsync(CancellationToken stopping)
    {
        if (run.ReadsInput)
        {
            await recorded.RunAsync(loop, Console.In, stopping);
            return;
        }

        // What is being written when the stop comes is finished, unless nobody stores it.
        using var recording = new CancellationTokenSource();
        using var late = machine.CreateTimer(_ => recording.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await using var stop = stopping.Register(() => late.Change(RecordingPatience, Timeout.InfiniteTimeSpan));
        var channel = Channel.CreateBounded<MonitorInput>(new BoundedChannelOptions(Waiting) { SingleReader = true });
        List<Func<CancellationToken, Task>> parts =
        [
            token => loop.RunAsync(channel, recording.Token, token),
            token => sources.FollowBooksAsync(channel.Writer, token),
            token => sources.TickAsync(channel.Writer, token),
        ];
        if (!run.Once)
        {
            parts.Add(token => sources.FollowBarsAsync(channel.Writer, token));
            parts.Add(token => sources.FollowQuotesAsync(channel.Writer, token));
        }

        // The venue grants one account stream, and the live monitor has it.
        if (!run.Once && !run.DryRun)
        {
            parts.Add(token => sources.FollowAccountAsync(channel.Writer, token));
            parts.Add(sources.GiveWayAsync);
        }

        await Together.RunAsync(stopping, [.. parts]);
    }
}
