using System.Text.Json;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Json;
using Pipeline.Messaging;

namespace Pipeline.Hosting.Stages;

/// <summary>Events that were told and are not stored yet, on the disk: what a killed process could not publish, its successor does.</summary>
/// <remarks>Written, not synced: it survives SIGKILL, not the loss of the machine. An event that was stored and is still here is told again under its own id, and stored once.</remarks>
public sealed class EventSpool : IDisposable
{
    /// <summary>Bytes beyond which nothing is kept: a day without nats-server must not fill the disk, nor make the next start read for long.</summary>
    public const int Largest = 64 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly FileStream _file;
    private readonly int _largest;
    private int _pending;

    private EventSpool(FileStream file, int largest, IReadOnlyList<PipelineEvent> left, int unreadable)
    {
        (_file, _largest) = (file, largest);
        (Left, Unreadable) = (left, unreadable);
        _pending = left.Count;
    }

    /// <summary>What the process before this one left, oldest first.</summary>
    public IReadOnlyList<PipelineEvent> Left { get; }

    /// <summary>Lines that it left and that are no events: torn, or damaged. They cost themselves, never the start.</summary>
    public int Unreadable { get; }

    /// <param name="path">One process's own file; made readable by its owner alone where it is missing.</param>
    /// <param name="largest">Bytes beyond which nothing is kept; the last quarter is for what is louder than <see cref="EventSeverity.Info"/>. Default <see cref="Largest"/>.</param>
    /// <exception cref="IOException">It cannot be written, or another process has it.</exception>
    /// <exception cref="UnauthorizedAccessException">It is not ours.</exception>
    public static EventSpool Open(string path, int largest = Largest)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        try
        {
            var bytes = new byte[Math.Min(file.Length, largest)];
            file.ReadExactly(bytes);
            // The next line must not be glued to one that was torn.
            file.SetLength(Array.LastIndexOf(bytes, (byte)'\n') + 1);
            file.Position = file.Length;
            List<PipelineEvent?> read = [.. Lines(bytes).Select(Read)];
            return new EventSpool(file, largest, [.. read.OfType<PipelineEvent>()], read.Count(line => line is null));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Keeps an event until it is stored; false when there is no room for it: it lives as long as this process.</summary>
    /// <exception cref="IOException">The disk does not take it; the file holds what it held before.</exception>
    public bool Add(PipelineEvent told)
    {
        ArgumentNullException.ThrowIfNull(told);
        var json = JsonSerializer.SerializeToUtf8Bytes(told, ContractsJson.Default.PipelineEvent);
        lock (_gate)
        {
            _pending++;
            var before = _file.Position;
            if (before + json.Length >= (told.Severity == EventSeverity.Info ? _largest / 4 * 3 : _largest))
                return false;
            try
            {
                // In one write with its end: a death leaves the line or nothing of it that the next could take for one.
                _file.Write([.. json, (byte)'\n']);
                return true;
            }
            catch (IOException)
            {
                // A disk that fills up may have taken a part, which the next line must not be glued to.
                _file.SetLength(before);
                _file.Position = before;
                throw;
            }
        }
    }

    /// <summary>One of the events is stored, or never will be; once that holds for all, the file is empty again.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Stored()
    {
        lock (_gate)
        {
            if (--_pending > 0)
                return;
            _pending = 0;
            _file.SetLength(0);
            _file.Position = 0;
        }
    }

    public void Dispose() => _file.Dispose();

    private static IEnumerable<byte[]> Lines(byte[] bytes)
    {
        for (var start = 0; Array.IndexOf(bytes, (byte)'\n', start) is var end and >= 0; start = end + 1)
            yield return bytes[start..end];
    }

    private static PipelineEvent? Read(byte[] line)
    {
        try
        {
            return MessageReading.TryRead<PipelineEvent>(line, out var told, out _) ? told : null;
        }
        catch (Exception odd) when (odd is NotSupportedException or ArgumentException or FormatException or InvalidOperationException)
        {
            // Whatever is on the disk, it is no reason not to start; it is counted.
            return null;
        }
    }
}
