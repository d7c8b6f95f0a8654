using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Stages;

namespace Pipeline.Seller.Journal;

/// <summary>The seller's own memory, for when there is no other: what is wanted, what was asked of the venue, what ORDERS has not heard of.</summary>
/// <remarks>One writer syncs what has gathered while the sync before it ran, so that ten symbols at once cost little more than one.</remarks>
public sealed class SellerJournal : IAsyncDisposable
{
    /// <summary>Bytes from which on a journal that holds mostly what is over is written anew.</summary>
    private const long LargeEnough = 1024 * 1024;

    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });
    private readonly JournalFile? _file;
    private readonly JournalState _state;
    private readonly ILogger _logger;
    private readonly Task _writing;
    private long _compactAt = LargeEnough;
    private volatile bool _isFailing;

    private SellerJournal(JournalFile? file, JournalState state, ILogger logger)
    {
        (_file, _state, _logger) = (file, state, logger);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>As it was when it was opened; what is appended later is not in it.</summary>
    public required JournalState Found { get; init; }

    /// <summary>The line that was found damaged in the middle, and where the file is set aside; null when all lines were whole.</summary>
    public string? Damage { get; init; }

    /// <summary>The last records did not come to the disk, or none will any more.</summary>
    public bool IsFailing => _isFailing || _writing.IsCompleted;

    /// <exception cref="Pipeline.Hosting.PipelineException">It cannot be used; see <see cref="JournalFile.Open"/>.</exception>
    public static SellerJournal Open(PipelineHome home, StageRun run, ILogger<SellerJournal> logger)
    {
        ArgumentNullException.ThrowIfNull(home);
        ArgumentNullException.ThrowIfNull(run);
        return Open(PathIn(home), new JournalHeader(JournalHeader.CurrentVersion, run.Account, StoreMark.Read(home)?.StoreId ?? ""), logger);
    }

    /// <summary>The same for a file anywhere.</summary>
    public static SellerJournal Open(string path, JournalHeader mine, ILogger logger)
    {
        var (file, reading) = JournalFile.Open(path, mine);
        if (reading.Torn > 0)
            Log.JournalTorn(logger, path, reading.Torn);
        if (reading.IsOfAnotherStore)
            Log.JournalSetAside(logger, path, reading.Header.Store);
        if (reading.Damaged > 0)
            Log.JournalDamaged(logger, path, reading.Damaged);
        return new SellerJournal(file, JournalState.Of(reading.Records), logger)
        {
            Found = JournalState.Of(reading.Records),
            Damage = reading.Damaged > 0 ? $"Line {reading.Damaged} of the seller's journal {path} is damaged, and whole lines follow it. The file is set aside beside it; the whole lines are gone by." : null,
        };
    }

    /// <summary>Remembers nothing: a dry run leaves no trace.</summary>
    public static SellerJournal Nowhere(ILogger logger) => new(null, new JournalState(), logger) { Found = new JournalState() };

    public static string PathIn(PipelineHome home)
    {
        ArgumentNullException.ThrowIfNull(home);
        return Path.Combine(home.Run, "seller.journal");
    }

    /// <summary>Returns once the record is on the disk.</summary>
    /// <exception cref="IOException">It is not: the disk is full, or worse.</exception>
    public Task AppendAsync(JournalRecord record)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _waiting.Writer.TryWrite(new Waiting(record, written)) ? written.Task : Task.FromException(new IOException("the journal is closed"));
    }

    /// <summary>Appends with the next sync, and waits for nothing: losing it costs a look or a repetition, never an order.</summary>
    public void Note(JournalRecord record) => _waiting.Writer.TryWrite(new Waiting(record, null));

    /// <summary>Tries to write a line that says nothing, to find out whether the disk takes one again.</summary>
    public void Probe() => Note(new JournalRecord.Carried("probe"));

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
        _file?.Dispose();
    }

    private async Task WriteAsync()
    {
        try
        {
            var batch = new List<Waiting>();
            while (await _waiting.Reader.WaitToReadAsync())
            {
                batch.Clear();
                while (_waiting.Reader.TryRead(out var one))
                    batch.Add(one);
                Write(batch);
            }
        }
        finally
        {
            // Nobody may wait for a writer that is gone.
            _waiting.Writer.TryComplete();
            while (_waiting.Reader.TryRead(out var left))
                left.Written?.TrySetException(new IOException("the journal is closed"));
        }
    }

    private void Write(List<Waiting> batch)
    {
        try
        {
            _file?.Append([.. batch.Select(one => one.Record)]);
            foreach (var one in batch)
                _state.Fold(one.Record);
            _isFailing = false;
            foreach (var one in batch)
                one.Written?.TrySetResult();
            Compact();
        }
        catch (Exception failed)
        {
            if (!_isFailing)
                Log.JournalFailed(_logger, failed.Message);
            _isFailing = true;
            foreach (var one in batch)
                one.Written?.TrySetException(new IOException($"The seller's journal cannot be written: {failed.Message}", failed));
        }
    }

    private void Compact()
    {
        if (_file is null || _file.Length < _compactAt)
            return;

        // Should it fail, the next try is a long way off.
        _compactAt = _file.Length + LargeEnough;
        _file.Rewrite(_state.Live());
        _compactAt = Math.Max(LargeEnough, _file.Length * 2);
    }

    private sealed record Waiting(JournalRecord Record, TaskCompletionSource? Written);
}
