using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Journal.Reading;

namespace Pipeline.Orchestrator.Dashboard.History;

/// <summary>Looks into the journal off the thread that asks, a few at a time: a disk that hangs costs the dashboard these looks, and nobody else anything.</summary>
public sealed class JournalLook(PipelineHome home, TimeProvider machine) : IDisposable
{
    private const int AtOnce = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _places = new(AtOnce);

    /// <exception cref="Hosting.PipelineException">There is no journal that can be read.</exception>
    /// <exception cref="TimeoutException">Earlier looks still hang.</exception>
    public async Task<T> AskAsync<T>(Func<JournalReader, T> ask, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, machine);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            await _places.WaitAsync(either.Token);
            // The place is given back when the look has really ended, though nobody waits for it any more.
            return await Task.Run(() => Look(ask), CancellationToken.None).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The journal does not answer within {Patience.TotalSeconds:0} s.");
        }
    }

    public void Dispose() => _places.Dispose();

    private T Look<T>(Func<JournalReader, T> ask)
    {
        try
        {
            using var journal = JournalReader.Open(home);
            return ask(journal);
        }
        finally
        {
            _places.Release();
        }
    }
}
