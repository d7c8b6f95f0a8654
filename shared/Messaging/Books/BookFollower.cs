using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using NATS.Client.JetStream;

namespace Pipeline.Messaging;

/// <summary>Keeps a process's books: first what is stored, then what comes, without a gap, and without the right to create a consumer.</summary>
/// <remarks>
/// The streams republish what they store on <c>book.></c>. Listening begins before the snapshot is read, so nothing can fall between
/// the two; a missing sequence is read from the stream, and each second (and after a reconnect) the streams' last sequence is compared.
/// </remarks>
public sealed class BookFollower : IAsyncDisposable
{
    private const int Waiting = 16384;
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(50);

    private readonly PipelineConnection _connection;
    private readonly Dictionary<string, Book> _books;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TimeSpan _checkInterval;
    private Check? _lastCheck;
    private int _opened;
    private readonly Channel<bool> _checks = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <param name="checkInterval">Machine time between two comparisons; a second where none is given, as for every book that is decided by.</param>
    public BookFollower(
        PipelineConnection connection,
        StoredMessages stored,
        IReadOnlyList<BookSelection> selections,
        TimeProvider time,
        ILogger<BookFollower> logger,
        TimeSpan? checkInterval = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(selections);
        _connection = connection;
        _books = selections.ToDictionary(selection => selection.Stream, selection => new Book(selection, stored, logger), StringComparer.Ordinal);
        _time = time;
        _logger = logger;
        _checkInterval = checkInterval ?? CheckInterval;
        connection.Nats.ConnectionOpened += CheckNow;
    }

    /// <summary>Stream name to the last sequence that has been handed out or passed over as not selected; for a decision's facts.</summary>
    public IReadOnlyDictionary<string, ulong> Folded
    {
        get
        {
            var folded = new SortedDictionary<string, ulong>(StringComparer.Ordinal);
            foreach (var (stream, book) in _books)
                folded[stream] = book.Folded;
            return folded;
        }
    }

    /// <summary>Machine time at which the last comparison of all books with their streams began; null before the first one since the connection opened.</summary>
    public DateTimeOffset? CheckedAt => Volatile.Read(ref _lastCheck) is { } last && last.Opened == Volatile.Read(ref _opened) ? last.At : null;

    /// <summary>The stored entries (of each subject the last), then <see cref="CaughtUp"/>, then each new entry once. Follow once per follower.</summary>
    /// <exception cref="StoreWentBackException">The store is not the one we read from.</exception>
    /// <exception cref="NatsServerException">We may not read a stream.</exception>
    /// <exception cref="NatsJSApiException">There is no such stream.</exception>
    public async IAsyncEnumerable<BookItem> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = new NatsSubOpts { ChannelOpts = new NatsSubChannelOpts { Capacity = Waiting, FullMode = BoundedChannelFullMode.DropNewest } };
        var subject = $"{Contracts.Subjects.BookPrefix}>";
        await using var listening = await _connection.Nats.SubscribeCoreAsync<byte[]>(subject, opts: options, cancellationToken: cancellationToken);
        foreach (var book in _books.Values)
        {
            foreach (var entry in await PatientlyAsync(book, book.SnapshotAsync, cancellationToken) ?? [])
                yield return entry;
        }

        yield return new CaughtUp();
        _checks.Writer.TryWrite(true);
        await using var ticking = new Repeating(_checkInterval, _time, Tick, cancellationToken);
        var heard = listening.Msgs.WaitToReadAsync(cancellationToken).AsTask();
        var due = _checks.Reader.WaitToReadAsync(cancellationToken).AsTask();
        while (true)
        {
            await Task.WhenAny(heard, due);
            if (heard.IsCompleted)
            {
                if (!await heard)
                    throw new NatsException("The subscription to the books has ended.");
                while (listening.Msgs.TryRead(out var message))
                {
                    if (RawMessageReading.FromRepublish(message) is not { } raw || !_books.TryGetValue(raw.Stream, out var book))
                        continue;
                    if (book.TryFold(raw, out var entry))
                    {
                        if (entry is not null)
                            yield return entry;
                        continue;
                    }

                    foreach (var missed in await PatientlyAsync(book, token => book.MendAsync(raw.Sequence, token), cancellationToken) ?? [])
                        yield return missed;
                }

                heard = listening.Msgs.WaitToReadAsync(cancellationToken).AsTask();
            }

            if (due.IsCompleted)
            {
                _checks.Reader.TryRead(out _);
                due = _checks.Reader.WaitToReadAsync(cancellationToken).AsTask();
                var (check, isWhole) = (new Check(_time.GetUtcNow(), Volatile.Read(ref _opened)), true);

                // Asked together, they are answered together: half the wakings of asking one after the other.
                foreach (var asked in _books.Values.Select(book => OnceAsync(book, book.CheckAsync, cancellationToken)).ToArray())
                {
                    var missing = await asked;
                    isWhole &= missing is not null;
                    foreach (var missed in missing ?? [])
                        yield return missed;
                }

                if (isWhole)
                    Volatile.Write(ref _lastCheck, check);
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _connection.Nats.ConnectionOpened -= CheckNow;
        return ValueTask.CompletedTask;
    }

    /// <summary>What must be read before anything else may be told is asked for until the server answers.</summary>
    private async Task<IReadOnlyList<BookEntry>?> PatientlyAsync(
        Book book,
        Func<CancellationToken, Task<IReadOnlyList<BookEntry>>> read,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await OnceAsync(book, read, cancellationToken) is { } entries)
                return entries;
            await Task.Delay(RetryPause, _time, cancellationToken);
        }
    }

    /// <summary>Null when the server is away; what it will say again the next time is thrown.</summary>
    private async Task<IReadOnlyList<BookEntry>?> OnceAsync(
        Book book,
        Func<CancellationToken, Task<IReadOnlyList<BookEntry>>> read,
        CancellationToken cancellationToken)
    {
        if (!_connection.IsOpen)
            return null;
        try
        {
            return await read(cancellationToken);
        }
        catch (NatsJSApiException gone) when (gone.Error.Code == 404 && book.Folded > 0)
        {
            throw new StoreWentBackException(book.Stream, book.Folded, last: 0);
        }
        catch (NatsException away) when (away is not (NatsServerException or NatsConnectionFailedException or NatsJSApiException { Error.Code: 404 }))
        {
            Log.BookInterrupted(_logger, book.Stream, away.Message);
            return null;
        }
    }

    private Task Tick(CancellationToken cancellationToken)
    {
        _checks.Writer.TryWrite(true);
        return Task.CompletedTask;
    }

    private ValueTask CheckNow(object? sender, NatsEventArgs what)
    {
        Interlocked.Increment(ref _opened);
        _checks.Writer.TryWrite(true);
        return ValueTask.CompletedTask;
    }

    /// <param name="At">Machine time at which it began.</param>
    /// <param name="Opened">How often the connection had opened by then.</param>
    private sealed record Check(DateTimeOffset At, int Opened);
}
