using Pipeline.Contracts;

namespace Pipeline.Messaging;

/// <summary>A readable message to be handled, and settled once its effect is recorded.</summary>
public sealed class Delivery<T>
    where T : Message
{
    private readonly Func<HandlingOutcome, CancellationToken, Task> _settle;
    private readonly Func<bool> _isHeld;
    private readonly Action _letGo;

    internal Delivery(T message, RawMessage raw, ulong deliveries, Func<HandlingOutcome, CancellationToken, Task> settle, Func<bool>? isHeld = null, Action? letGo = null)
    {
        Message = message;
        Raw = raw;
        Deliveries = deliveries;
        _settle = settle;
        _isHeld = isHeld ?? (() => true);
        _letGo = letGo ?? (() => { });
    }

    public T Message { get; }
    public RawMessage Raw { get; }
    public ulong Sequence => Raw.Sequence;

    /// <summary>How often it has been delivered, this time included.</summary>
    public ulong Deliveries { get; }

    /// <summary>False when the server may have given it to another reader, because it has not heard from this one for longer than it waits: this process was frozen, or cut off.</summary>
    public bool IsHeld => _isHeld();

    /// <summary>Forgets it without a word: whoever it is delivered to next decides on it, this reader or another.</summary>
    public void LetGo() => _letGo();

    /// <summary>Tells what became of it. Until then it is kept from being delivered again, for as long as the reader's settings allow.</summary>
    /// <remarks>Never throws because the server is away: the message is then delivered again, and a message done before is settled by the reader itself.</remarks>
    public Task SettleAsync(HandlingOutcome outcome, CancellationToken cancellationToken) => _settle(outcome, cancellationToken);
}
