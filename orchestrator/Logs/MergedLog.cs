using Pipeline.Hosting.Logging;

namespace Pipeline.Orchestrator.Logs;

/// <summary>The logs of several processes as one, by time.</summary>
public sealed class MergedLog(LogFiles files, LogFilter filter)
{
    private readonly Dictionary<string, (string File, long End)> _places = new(StringComparer.Ordinal);
    private bool _begun;

    /// <summary>What is there, in order; of each process the newest only.</summary>
    /// <param name="most">How many lines in all; null: every one.</param>
    public IEnumerable<LogLine> Present(int? most)
    {
        var queue = new PriorityQueue<IEnumerator<LogLine>, (DateTimeOffset, int)>();
        var (order, taken) = (0, 0);
        var ofEach = Wanted().Select(process => most is { } few ? Newest(process, few) : OfProcess(process)).ToList();
        // The newest of all together are among the newest of each.
        var skip = most is { } wanted ? Math.Max(0, ofEach.Sum(lines => lines.Count()) - wanted) : 0;
        foreach (var lines in ofEach)
            Take(lines.GetEnumerator());
        while (queue.TryDequeue(out var next, out _))
        {
            if (taken++ >= skip)
                yield return next.Current;
            Take(next);
        }

        void Take(IEnumerator<LogLine> rest)
        {
            if (rest.MoveNext())
                queue.Enqueue(rest, (rest.Current.Time, order++));
            else
                rest.Dispose();
        }
    }

    /// <summary>What has come since the last look, in order; the first look only takes the places, and what is present then ends there.</summary>
    public IReadOnlyList<LogLine> Fresh()
    {
        var found = new List<LogLine>();
        foreach (var process in Wanted())
        {
            var ofProcess = files.Of(process);
            if (ofProcess.Count == 0)
                continue;
            if (!_begun)
            {
                _places[process] = (ofProcess[^1], LogFiles.Read(ofProcess[^1], 0).End);
                continue;
            }

            // Who logs for the first time is read from the beginning.
            var place = _places.GetValueOrDefault(process);
            for (var index = Math.Max(0, ofProcess.ToList().IndexOf(place.File)); index < ofProcess.Count; index++)
            {
                var (lines, end) = LogFiles.Read(ofProcess[index], ofProcess[index] == place.File ? Continued(place) : 0);
                found.AddRange(Lines(process, lines));
                _places[process] = (ofProcess[index], end);
            }
        }

        _begun = true;
        return [.. found.OrderBy(line => line.Time)];
    }

    // nats-server moves its full file away and begins one of the same name.
    private static long Continued((string File, long End) place) => new FileInfo(place.File) is { Exists: true } now && now.Length < place.End ? 0 : place.End;

    private IReadOnlyList<string> Wanted() => filter.Processes.Count > 0 ? filter.Processes : files.Processes;

    private IEnumerable<LogLine> OfProcess(string process) => files.Of(process).Where(MayHold).SelectMany(file => Present(process, file));

    private IEnumerable<LogLine> Present(string process, string file) =>
        Lines(process, LogFiles.Read(file, 0, _places.GetValueOrDefault(process) is var place && place.File == file ? place.End : null).Lines);

    private List<LogLine> Newest(string process, int most)
    {
        var newest = new List<LogLine>();
        foreach (var file in files.Of(process).Where(MayHold).Reverse())
        {
            newest.InsertRange(0, Present(process, file));
            if (newest.Count >= most)
                break;
        }

        return newest.Count > most ? newest[^most..] : newest;
    }

    // A file that was last written before the time in question holds nothing of it.
    private bool MayHold(string file) => !(new DateTimeOffset(File.GetLastWriteTimeUtc(file), TimeSpan.Zero) < filter.Since);

    // Threads of one process may be written down in another order than they spoke.
    private IEnumerable<LogLine> Lines(string process, IEnumerable<string> lines) =>
        lines.Select(line => LogLines.Parse(process, line)).OfType<LogLine>().Where(filter.Wants).OrderBy(line => line.Time);
}
