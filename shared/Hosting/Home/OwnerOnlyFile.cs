using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Pipeline.Hosting.Home;

/// <summary>Small files that only their owner may read, replaced whole: a reader sees the old one or the new one, never a half.</summary>
public static class OwnerOnlyFile
{
    private const UnixFileMode OwnerReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <param name="durably">On the disk before it returns: it survives the machine's death, not only the process's.</param>
    public static void WriteJson<T>(string path, T value, JsonTypeInfo<T> type, bool durably = false) =>
        WriteAllText(path, JsonSerializer.Serialize(value, type), durably);

    /// <param name="durably">On the disk before it returns: it survives the machine's death, not only the process's.</param>
    public static void WriteAllText(string path, string text, bool durably = false)
    {
        var fresh = $"{path}.{Environment.ProcessId}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerReadWrite;
        try
        {
            using (var file = new FileStream(fresh, options))
            {
                file.Write(Encoding.UTF8.GetBytes(text));
                if (durably)
                    file.Flush(flushToDisk: true);
            }

            File.Move(fresh, path, overwrite: true);
        }
        catch (IOException)
        {
            // A full disk must not gather one half-written file a restart.
            File.Delete(fresh);
            throw;
        }
    }

    /// <summary>Null when the file is not there or cannot be read as <typeparamref name="T"/>: a record that makes no sense is no record.</summary>
    public static T? ReadJson<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), type);
        }
        catch (Exception unreadable) when (unreadable is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }
}
