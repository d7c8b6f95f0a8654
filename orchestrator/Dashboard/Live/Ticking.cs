using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Pipeline.Orchestrator.Dashboard.Live;

/// <summary>A panel that is read anew at intervals, each time under a deadline.</summary>
/// <param name="interval">Null: each second.</param>
public sealed class Ticking<T>(string name, Func<CancellationToken, Task<T>> read, JsonTypeInfo<T> type, TimeProvider machine, TimeSpan? interval = null) : ILivePanel
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public string Name => name;

    public async Task RunAsync(Action<byte[]> show, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(show);
        using var timer = new PeriodicTimer(interval ?? TimeSpan.FromSeconds(1), machine);
        do
        {
            using var late = new CancellationTokenSource(Patience, machine);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, late.Token);
            show(JsonSerializer.SerializeToUtf8Bytes(await ReadAsync(either.Token, late.Token), type));
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    private async Task<T> ReadAsync(CancellationToken either, CancellationToken late)
    {
        try
        {
            return await read(either).WaitAsync(either);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            throw new TimeoutException($"No answer within {Patience.TotalSeconds:0} s; what is shown is the last that was read.");
        }
    }
}
