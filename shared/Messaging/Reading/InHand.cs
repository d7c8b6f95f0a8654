using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using NATS.Client.Core;
using NATS.Client.JetStream;

namespace Pipeline.Messaging;

/// <summary>The messages that have been handed out and not settled, and those done lately.</summary>
/// <remarks>What is delivered again while in hand, or after it was done, is not handed out a second time.</remarks>
internal sealed class InHand(TimeProvider time, TimeSpan longest)
{
    private const int Remembered = 4096;

    private readonly ConcurrentDictionary<ulong, Held> _held = new();
    private readonly ConcurrentDictionary<ulong, bool> _done = new();
    private readonly ConcurrentQueue<ulong> _doneInOrder = new();

    public bool IsEmpty => _held.IsEmpty;

    public void Hold(ulong sequence, INatsJSMsg<Arrived> message) => _held[sequence] = new Held(message, time.GetTimestamp(), ArrivalOf(message));

    /// <summary>The newest delivery of a message in hand: its acknowledgement is the one that counts. What was held too long is handed out anew.</summary>
    public bool TryRenew(ulong sequence, INatsJSMsg<Arrived> message)
    {
        if (!_held.TryGetValue(sequence, out var held) || time.GetElapsedTime(held.Since) >= longest)
            return false;
        held.Renew(message, ArrivalOf(message));
        return true;
    }

    /// <summary>Whether the server has heard of it within its wait, so that it has given it to nobody else.</summary>
    public bool IsHeld(ulong sequence, TimeSpan wait) => _held.TryGetValue(sequence, out var held) && time.GetElapsedTime(held.ToldAt) < wait;

    /// <summary>Takes it out of hand; false when it was not, or no longer, in hand.</summary>
    /// <param name="done">It is remembered first, so that at no time a redelivery finds it neither in hand nor done.</param>
    public bool TryRelease(ulong sequence, bool done, [NotNullWhen(true)] out INatsJSMsg<Arrived>? message)
    {
        if (done && _held.ContainsKey(sequence))
            RememberDone(sequence);
        message = _held.TryRemove(sequence, out var held) ? held.Message : null;
        return message is not null;
    }

    public bool WasDone(ulong sequence) => _done.ContainsKey(sequence);

    private void RememberDone(ulong sequence)
    {
        if (!_done.TryAdd(sequence, true))
            return;
        _doneInOrder.Enqueue(sequence);
        if (_doneInOrder.Count > Remembered && _doneInOrder.TryDequeue(out var oldest))
            _done.TryRemove(oldest, out _);
    }

    /// <summary>Tells the server that the messages in hand are still being handled; those held too long are let go to be delivered again.</summary>
    public async Task ReportProgressAsync(CancellationToken cancellationToken)
    {
        foreach (var (_, held) in _held)
        {
            if (time.GetElapsedTime(held.Since) >= longest)
                continue;
            var now = time.GetTimestamp();
            await held.Message.AckProgressAsync(cancellationToken: cancellationToken);
            held.Tell(now);
        }
    }

    // An empty body is not stamped; it is no message that anybody can handle either.
    private long ArrivalOf(INatsJSMsg<Arrived> message) => message.Data?.At ?? time.GetTimestamp();

    private sealed class Held(INatsJSMsg<Arrived> message, long since, long arrived)
    {
        private volatile INatsJSMsg<Arrived> _message = message;
        private long _toldAt = arrived;

        public INatsJSMsg<Arrived> Message => _message;

        public long Since { get; } = since;

        /// <summary>When the server last gave it to us or heard that we have it.</summary>
        public long ToldAt => Volatile.Read(ref _toldAt);

        public void Renew(INatsJSMsg<Arrived> message, long arrived)
        {
            _message = message;
            Tell(arrived);
        }

        // A redelivery may have lain in the buffer while word of the message went out.
        public void Tell(long at) => Volatile.Write(ref _toldAt, Math.Max(at, ToldAt));
    }
}
