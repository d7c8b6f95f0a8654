using System.Text.Json;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Json;

namespace Pipeline.Hosting.Stages;

/// <summary>Events that were told and are not stored yet, on the disk: what a killed process could not publish, its successor does.</summary>
/// <remarks>Written, not synced: it survives SIGKILL, not the loss of the machine. An event that was stored and is still here is told again under its own id, and stored once.</remarks>
public sealed class EventSpool : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _file;
    private int _pending;

    private EventSpool(FileStream file, IReadOnlyList<PipelineEvent> left)
    {
        _file = file;
        Left = left;
        _pending = left.Count;
    }

    /// <summary>What the process before this one left, oldest first.</summary>
    public IReadOnlyList<PipelineEvent> Left { get; }

    /// <param name="path">One process's own file; made readable by its owner alone where it is missing.</param>
    /// <exception cref="IOException">It cannot be written, or another process has it.</exception>
    public static EventSpool Open(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        // The next line must not be glued to one that was torn.
        file.SetLength(Array.LastIndexOf(bytes, (byte)'\n') + 1);
        file.Position = file.Length;
        return new EventSpool(file, [.. Lines(bytes).Select(Read).OfType<PipelineEvent>()]);
    }

    /// <summary>Keeps an event until it is stored.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public void Add(PipelineEvent told)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(told, ContractsJson.Default.PipelineEvent);
        lock (_gate)
        {
            _pending++;
            // In one write with its end: a death leaves the line or nothing of it that the next could take for one.
            _file.Write([.. json, (byte)'\n']);
        }
    }

    /// <summary>One of the events is stored; once all are, the file is empty again.</summary>
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
            return JsonSerializer.Deserialize(line, ContractsJson.Default.PipelineEvent);
        }
        catch (JsonException)
        {
            // A torn line is an event that was not told; it is no reason not to start.
            return null;
        }
    }
}
