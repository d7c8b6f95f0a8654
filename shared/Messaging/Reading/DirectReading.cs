using System.Runtime.CompilerServices;
using NATS.Client.Core;

namespace Pipeline.Messaging;

/// <summary>Reads a stream in order by direct get alone.</summary>
/// <remarks>A consumer delivers to whatever subject its creator names, past the creator's own rights, so a user that must not write must not create one either.</remarks>
internal sealed class DirectReading(StoredMessages stored, string stream, ReadRange range, TimeProvider time)
{
    private const int MostAtOnce = 64;
    private const string Everything = ">";
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);

    private readonly IReadOnlyList<string> _subjects = range.Subjects is { Count: > 0 } some ? some : [Everything];
    private int _atOnce = 1;

    /// <exception cref="NatsException">There is no such stream, or we may not read it; later, unless it follows, the server is away.</exception>
    public async IAsyncEnumerable<RawMessage> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = await stored.LastSequenceOfAsync(stream, cancellationToken);
        var next = range.FromSequence ?? (range.Since is { } since ? await FirstSinceAsync(since, last, cancellationToken) : 1);
        while (true)
        {
            while (next <= last)
            {
                var (batch, upTo) = await PatientlyAsync(() => NextAsync(next, last, cancellationToken), cancellationToken);
                foreach (var message in batch)
                {
                    if (message.Time > range.Until)
                        yield break;
                    yield return message;
                }

                next = upTo + 1;
            }

            if (!range.Follow)
                yield break;
            await Task.Delay(LookInterval, time, cancellationToken);
            last = await PatientlyAsync(() => stored.LastSequenceOfAsync(stream, cancellationToken), cancellationToken);
        }
    }

    /// <summary>The messages from a sequence on, and the sequence up to which these are all: never past what was stored when we looked, because more may come in between meanwhile.</summary>
    private async Task<(IReadOnlyList<RawMessage> Batch, ulong UpTo)> NextAsync(ulong from, ulong last, CancellationToken cancellationToken)
    {
        var places = (int)Math.Min((ulong)_atOnce, last - from + 1);
        var answers = await Task.WhenAll(_subjects.Select(subject =>
            Task.WhenAll(Enumerable.Range(0, places).Select(ahead => stored.NextMessageAsync(stream, subject, from + (ulong)ahead, cancellationToken)))));

        // Of each subject all is known up to the answer for the last place.
        var upTo = answers.Min(ofSubject => ofSubject[^1] is { } furthest ? Math.Min(furthest.Sequence, last) : last);
        List<RawMessage> batch = [.. answers.SelectMany(answer => answer).OfType<RawMessage>().Where(message => message.Sequence <= upTo).DistinctBy(message => message.Sequence).OrderBy(message => message.Sequence)];

        // Where nearly all is wanted, many are asked for at once; where little is, the server finds the next one itself.
        _atOnce = batch.Count >= places ? Math.Min(places * 2, MostAtOnce) : 1;
        return (batch, upTo);
    }

    private async Task<ulong> FirstSinceAsync(DateTimeOffset since, ulong last, CancellationToken cancellationToken)
    {
        var (from, to) = (1UL, last + 1);
        while (from < to)
        {
            var middle = from + ((to - from) / 2);
            var found = await stored.NextMessageAsync(stream, Everything, middle, cancellationToken);
            (from, to) = found is null || found.Time >= since ? (from, middle) : (found.Sequence + 1, to);
        }

        return from;
    }

    /// <summary>Who follows waits for a server that comes back.</summary>
    private async Task<T> PatientlyAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (NatsException) when (range.Follow)
            {
                await Task.Delay(LookInterval, time, cancellationToken);
            }
        }
    }
}
