using System.Globalization;

namespace Pipeline.Tests.TestKit;

/// <summary>The folder in which kill points are armed, seen from the test.</summary>
public sealed class KillFolder(string folder)
{
    public string Path { get; } = Directory.CreateDirectory(folder).FullName;

    /// <summary>Arms a point; whoever reaches it next is ended or frozen.</summary>
    /// <param name="deed">kill or stop, and perhaps <c>after N</c>.</param>
    public void Arm(string point, string deed = "kill")
    {
        var file = System.IO.Path.Combine(Path, point);
        File.Delete(Reached(point));
        File.WriteAllText($"{file}.new", deed);
        File.Move($"{file}.new", file, overwrite: true);
    }

    /// <summary>Nothing is armed any more, and nothing was reached.</summary>
    public void Clear()
    {
        foreach (var file in Directory.GetFiles(Path))
            File.Delete(file);
    }

    public bool IsReached(string point) => File.Exists(Reached(point));

    /// <summary>Waits until somebody has reached the point; returns the pid.</summary>
    public async Task<int> ReachedAsync(string point, TimeSpan within, Func<string> found)
    {
        await Eventually.Holds($"kill point {point} to be reached", () => IsReached(point), within, found);
        return int.Parse((await File.ReadAllTextAsync(Reached(point))).Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private string Reached(string point) => System.IO.Path.Combine(Path, $"{point}.reached");
}
