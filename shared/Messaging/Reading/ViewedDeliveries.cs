using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;

namespace Pipeline.Messaging;

/// <summary>Deliveries for a dry run, of messages that are only looked at: settling them changes nothing anywhere.</summary>
/// <param name="all">The messages for ever: an <see cref="OrderedReader"/> that follows.</param>
/// <param name="present">The messages there are: an <see cref="OrderedReader"/> that ends, or recorded lines.</param>
/// <param name="logger">Hears of the unreadable ones, which are left out.</param>
public sealed class ViewedDeliveries<T>(IAsyncEnumerable<RawMessage> all, IAsyncEnumerable<RawMessage> present, ILogger<ViewedDeliveries<T>> logger) : IDeliverySource<T>
    where T : Message
{
    /// <summary>Recorded messages, which end: reading and draining are the same.</summary>
    public ViewedDeliveries(IAsyncEnumerable<RawMessage> recorded, ILogger<ViewedDeliveries<T>> logger)
        : this(recorded, recorded, logger)
    {
    }

    public IAsyncEnumerable<Delivery<T>> ReadAsync(CancellationToken cancellationToken) => ViewAsync(all, cancellationToken);

    public IAsyncEnumerable<Delivery<T>> DrainAsync(CancellationToken cancellationToken) => ViewAsync(present, cancellationToken);

    private async IAsyncEnumerable<Delivery<T>> ViewAsync(IAsyncEnumerable<RawMessage> messages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var raw in messages.WithCancellation(cancellationToken))
        {
            if (MessageReading.TryRead<T>(raw.Data.Span, out var message, out var reason))
                yield return new Delivery<T>(message, raw, deliveries: 1, static (_, _) => Task.CompletedTask);
            else
                Log.Unreadable(logger, raw.Subject, reason);
        }
    }
}
