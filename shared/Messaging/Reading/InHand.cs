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

    public void Hold(ulong sequence, INatsJSMsg<byte[]> message) => _held[sequence] = new Held(message, time.GetTimestamp());

    /// <summary>The newest delivery of a message in hand: its acknowledgement is the one that counts. What was held too long is handed out anew.</summary>
    public bool TryRenew(ulong sequence, INatsJSMsg<byte[]> message)
    {
        if (!_held.TryGetValue(sequence, out var held) || time.GetElapsedTime(held.Since) >= longest)
            return false;
        held.Renew(message, time.GetTimestamp());
        return true;
    }

    /// <summary>Whether the server has heard of it within its wait, so that it has given it to nobody else.</summary>
    public bool IsHeld(ulong sequence, TimeSpan wait) => _held.TryGetValue(sequence, out var held) && time.GetElapsedTime(held.ToldAt) < wait;

    public bool TryRelease(ulong sequence, [NotNullWhen(true)] out INatsJSMsg<byte[]>? message)
    {
        message = _held.TryRemove(sequence, out var held) ? held.Message : null;
        return message is not null;
    }

    public bool WasDone(ulong sequence) => _done.ContainsKey(sequence);

    public void RememberDone(ulong sequence)
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

    private sealed class Held(INatsJSMsg<byte[]> message, long since)
    {
        private volatile INatsJSMsg<byte[]> _message = message;
        private long _toldAt = since;

        public INatsJSMsg<byte[]> Message => _message;

        public long Since { get; } = since;

        /// <summary>When the server last gave it to us or heard that we have it.</summary>
        public long ToldAt => Volatile.Read(ref _toldAt);

        public void Renew(INatsJSMsg<byte[]> message, long now)
        {
            _message = message;
            Tell(now);
        }

        public void Tell(long now) => Volatile.Write(ref _toldAt, now);
    }
}
