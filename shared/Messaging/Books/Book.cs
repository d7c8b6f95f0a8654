using Microsoft.Extensions.Logging;

namespace Pipeline.Messaging;

/// <summary>How far one stream has been read, and the reading of what is missing.</summary>
internal sealed class Book(BookSelection selection, StoredMessages stored, ILogger logger)
{
    /// <summary>How many direct gets are under way at once.</summary>
    private const int Window = 128;

    private ulong _folded;
    private DateTimeOffset? _created;
    private (ulong Sequence, DateTimeOffset Time)? _witness;

    public string Stream => selection.Stream;

    public ulong Folded => Volatile.Read(ref _folded);

    /// <summary>The last message of each selected subject, by sequence; what is stored while we read is left to come later.</summary>
    public async Task<IReadOnlyList<BookEntry>> SnapshotAsync(CancellationToken cancellationToken)
    {
        _created = (await stored.PlaceOfAsync(Stream, cancellationToken)).Created;
        ulong? last = null;
        var subjects = new List<string>();
        foreach (var filter in selection.Filters)
        {
            var state = await stored.StateOfAsync(Stream, filter, cancellationToken);
            last ??= state.LastSeq;
            subjects.AddRange(state.Subjects?.Keys ?? []);
        }

        var entries = new List<BookEntry>(subjects.Count);
        foreach (var window in subjects.Chunk(Window))
        {
            var messages = await Task.WhenAll(window.Select(subject => stored.LastMessageOfAsync(Stream, subject, cancellationToken)));
            entries.AddRange(messages.OfType<RawMessage>().Where(message => message.Sequence <= last).Select(Entry));
        }

        entries.Sort((left, right) => left.Sequence.CompareTo(right.Sequence));
        Volatile.Write(ref _folded, last ?? 0);
        await RememberAsync(cancellationToken);
        return entries;
    }

    /// <summary>False when messages before this one are missing.</summary>
    /// <param name="message">The newest message heard.</param>
    /// <param name="entry">Null when it was folded before, or is not selected.</param>
    public bool TryFold(RawMessage message, out BookEntry? entry)
    {
        entry = null;
        if (message.Sequence > _folded + 1)
            return false;
        if (message.Sequence == _folded + 1)
        {
            Volatile.Write(ref _folded, message.Sequence);
            entry = IsSelected(message) ? Entry(message) : null;
        }

        return true;
    }

    /// <summary>Reads what the stream has stored beyond what is folded.</summary>
    public async Task<IReadOnlyList<BookEntry>> CheckAsync(CancellationToken cancellationToken)
    {
        var (last, created) = await stored.PlaceOfAsync(Stream, cancellationToken);
        if (last < _folded || (created != _created && !await IsSameAsync(cancellationToken)))
            throw new StoreWentBackException(Stream, _folded, last);
        _created = created;
        if (_witness is null)
            await RememberAsync(cancellationToken);
        return last == _folded ? [] : await MendAsync(last, cancellationToken);
    }

    /// <summary>Reads everything after what is folded, up to and including a sequence.</summary>
    public async Task<IReadOnlyList<BookEntry>> MendAsync(ulong upTo, CancellationToken cancellationToken)
    {
        var (from, entries) = (_folded + 1, new List<BookEntry>());
        if (upTo > from)
            Log.BookGap(logger, Stream, from, upTo);
        for (var next = from; next <= upTo; next += Window)
        {
            var count = (int)Math.Min(Window, upTo - next + 1);
            var start = next;
            var messages = await Task.WhenAll(Enumerable.Range(0, count).Select(i => stored.MessageAtAsync(Stream, start + (ulong)i, cancellationToken)));
            entries.AddRange(messages.OfType<RawMessage>().Where(IsSelected).Select(Entry));
        }

        Volatile.Write(ref _folded, Math.Max(_folded, upTo));
        return entries;
    }

    private async Task RememberAsync(CancellationToken cancellationToken)
    {
        if (_folded > 0 && await stored.MessageAtAsync(Stream, _folded, cancellationToken) is { } newest)
            _witness = (newest.Sequence, newest.Time);
    }

    // nats-server may give a stream another time of creation when it is changed between two restarts: a message that was read of it tells more.
    private async Task<bool> IsSameAsync(CancellationToken cancellationToken) =>
        _witness is { } seen && await stored.MessageAtAsync(Stream, seen.Sequence, cancellationToken) is { } there && there.Time == seen.Time;

    private bool IsSelected(RawMessage message) => selection.Filters.Any(filter => SubjectFilter.Matches(filter, message.Subject));

    private static BookEntry Entry(RawMessage message) => new(message.Stream, message.Sequence, message.Subject, message.Data, message.Time);
}
