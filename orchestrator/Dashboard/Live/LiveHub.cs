using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Orchestrator.Dashboard.Access;

namespace Pipeline.Orchestrator.Dashboard.Live;

/// <summary>Runs the panels while somebody looks, and keeps the newest picture of each; who is slow misses pictures, and holds up nobody.</summary>
public sealed class LiveHub(IReadOnlyList<ILivePanel> panels, ILogger logger, TimeProvider machine)
{
    /// <summary>Open pages at once; more than one person has.</summary>
    public const int MostWatching = 16;

    private static readonly TimeSpan Lingering = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Channel<bool> _came = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<string, LiveFrame> _frames = new(StringComparer.Ordinal);
    private TaskCompletionSource _changed = New();
    private long _version;
    private int _watching;

    public bool Knows(string panel) => panels.Any(one => one.Name == panel);

    /// <summary>Counts one more who looks, until disposed; null when too many do already.</summary>
    public IDisposable? TryWatch()
    {
        lock (_gate)
        {
            if (_watching >= MostWatching)
                return null;
            _watching++;
        }

        _came.Writer.TryWrite(true);
        return new Watch(this);
    }

    /// <summary>The pictures newer than a version, oldest first, and what completes when there is another.</summary>
    public (IReadOnlyList<LiveFrame> Frames, Task Changed) After(long version)
    {
        lock (_gate)
            return ([.. _frames.Values.Where(frame => frame.Version > version).OrderBy(frame => frame.Version)], _changed.Task);
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        while (true)
        {
            await _came.Reader.ReadAsync(stopping);
            using var looking = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            var running = Task.WhenAll(panels.Select(panel => KeepAsync(panel, looking.Token)));
            await WaitUntilLeftAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await looking.CancelAsync();
            await running;
            lock (_gate)
                _frames.Clear();
        }
    }

    private async Task WaitUntilLeftAsync(CancellationToken stopping)
    {
        do
        {
            _came.Reader.TryRead(out _);
            await Task.Delay(Lingering, machine, stopping);
        }
        while (IsWatched());
    }

    // Somebody who comes after this has written to the channel, and begins the next round.
    private bool IsWatched()
    {
        lock (_gate)
            return _watching > 0;
    }

    private async Task KeepAsync(ILivePanel panel, CancellationToken looking)
    {
        var told = "";
        while (!looking.IsCancellationRequested)
        {
            try
            {
                await panel.RunAsync(json => Show(panel.Name, json), looking);
            }
            catch (OperationCanceledException) when (looking.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                Show(panel.Name, JsonSerializer.SerializeToUtf8Bytes(new Refusal(fault.Message), RefusalJson.Default.Refusal));
                // Each second the same words would only fill the log.
                if (told != fault.Message)
                    Log.PanelFailed(logger, panel.Name, fault.Message);
                told = fault.Message;
            }

            await Task.Delay(BetweenTries, machine, looking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Show(string panel, byte[] json)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            if (_frames.TryGetValue(panel, out var before) && before.Json.Span.SequenceEqual(json))
                return;
            _frames[panel] = new LiveFrame(panel, ++_version, json);
            (changed, _changed) = (_changed, New());
        }

        changed.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Watch(LiveHub hub) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 1)
                return;
            lock (hub._gate)
                hub._watching--;
        }
    }
}
