using System.Threading.Channels;

namespace Pipeline.Buyer;

/// <summary>Lets the loop ask for a reading of the account before its turn.</summary>
internal sealed class AccountRefresh
{
    private readonly Channel<bool> _wanted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Now() => _wanted.Writer.TryWrite(true);

    /// <summary>Returns when asked for, or after the interval (machine time).</summary>
    public async Task NextAsync(TimeSpan interval, TimeProvider machine, CancellationToken cancellationToken)
    {
        using var due = new CancellationTokenSource(interval, machine);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(due.Token, cancellationToken);
        try
        {
            await _wanted.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The interval has passed: that is what was waited for.
        }
    }
}
