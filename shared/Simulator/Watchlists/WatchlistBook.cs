using System.Text.Json;
using Pipeline.Exchange;
using Pipeline.Simulator.Engine;

namespace Pipeline.Simulator.Watchlists;

/// <summary>The account's watchlists, kept in a file that is replaced as a whole with every change. Safe to use from any thread.</summary>
public sealed class WatchlistBook
{
    private const ulong Ids = 73;
    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly ulong _seed;
    private List<Watchlist> _lists;

    /// <param name="path">The file; missing for a new account.</param>
    /// <exception cref="JournalException">The file cannot be read.</exception>
    public WatchlistBook(string path, ulong seed)
    {
        (_path, _seed) = (path, seed);
        try
        {
            _lists = File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), WatchlistFormat.Default.ListWatchlist) ?? [] : [];
        }
        catch (JsonException error)
        {
            throw new JournalException($"{path}: the watchlists are damaged: {error.Message}", error);
        }
    }

    public IReadOnlyList<Watchlist> All()
    {
        lock (_gate) return [.. _lists];
    }

    public Watchlist? Find(Func<Watchlist, bool> matches)
    {
        lock (_gate) return _lists.FirstOrDefault(matches);
    }

    /// <summary>Adds a list; null when the name is taken.</summary>
    public Watchlist? Add(string name, IReadOnlyList<string> symbols, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_lists.Any(list => list.Name == name)) return null;
            // Ids go on after a list was deleted: an old id must not come to mean another list.
            var list = new Watchlist(Chance.Id(_seed, Ids, Chance.Mix(Chance.Hash(name), (ulong)now.UtcTicks)), name, symbols, now, now);
            Keep([.. _lists, list]);
            return list;
        }
    }

    /// <summary>Changes a list and returns it; null when there is none.</summary>
    public Watchlist? Change(Guid id, Func<Watchlist, Watchlist> change)
    {
        lock (_gate)
        {
            var index = _lists.FindIndex(list => list.Id == id);
            if (index < 0) return null;
            var changed = change(_lists[index]);
            Keep([.. _lists[..index], changed, .. _lists[(index + 1)..]]);
            return changed;
        }
    }

    public bool Remove(Guid id)
    {
        lock (_gate)
        {
            if (_lists.All(list => list.Id != id)) return false;
            Keep([.. _lists.Where(list => list.Id != id)]);
            return true;
        }
    }

    /// <summary>Takes the lists over once they are on the disk.</summary>
    private void Keep(List<Watchlist> lists)
    {
        File.WriteAllBytes(_path + ".new", JsonSerializer.SerializeToUtf8Bytes(lists, WatchlistFormat.Default.ListWatchlist));
        File.Move(_path + ".new", _path, overwrite: true);
        _lists = lists;
    }
}
