namespace Pipeline.Broker.Streams;

/// <summary>Waits that end: a venue that stays silent is as lost as one that closed.</summary>
internal static class Deadlines
{
    /// <exception cref="StreamLostException">Nothing came in time.</exception>
    public static async Task<T> WithinAsync<T>(
        Func<CancellationToken, ValueTask<T>> wait, TimeSpan patience, string what, TimeProvider time, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(patience > TimeSpan.Zero ? patience : TimeSpan.FromMilliseconds(1), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await wait(either.Token);
        }
        catch (OperationCanceledException silent) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StreamLostException($"The venue did not answer in time: {what}.", innerException: silent);
        }
    }
}
