using System.Collections.Concurrent;
using System.Globalization;

namespace Pipeline.Hosting;

/// <summary>Kill points as a folder arms them: the file <c>NAME</c> holds <c>kill</c> or <c>stop</c>, and perhaps <c>after N</c>, the passes to let go by.</summary>
/// <remarks>
/// A point is used up before it acts: its file becomes <c>NAME.reached</c>, holding the deed and the pid, so that a process that is started again passes
/// unharmed. Of several who reach a point at once, one takes it.
/// </remarks>
/// <param name="folder">Where the files lie.</param>
/// <param name="act">Does the deed.</param>
public sealed class ArmedPoints(string folder, Action<KillDeed> act)
{
    private readonly ConcurrentDictionary<string, int> _passes = new(StringComparer.Ordinal);

    /// <summary>Acts when the point is armed and its passes are used up.</summary>
    /// <exception cref="InvalidOperationException">Its file says something else: a test that arms nothing must not pass.</exception>
    public void Reached(string point)
    {
        var armed = Path.Combine(folder, point);
        if (!File.Exists(armed))
            return;
        try
        {
            var (deed, after) = Read(armed);
            if (_passes.AddOrUpdate(point, 1, static (_, passes) => passes + 1) <= after)
                return;
            var mine = string.Create(CultureInfo.InvariantCulture, $"{armed}.{Environment.ProcessId}");
            File.Move(armed, mine);
            File.WriteAllText(mine, string.Create(CultureInfo.InvariantCulture, $"{deed} {Environment.ProcessId}").ToLowerInvariant());
            File.Move(mine, $"{armed}.reached", overwrite: true);
            _passes.TryRemove(point, out _);
            act(deed);
        }
        catch (FileNotFoundException)
        {
            // Another thread or process has just taken it.
        }
    }

    private static (KillDeed Deed, int After) Read(string file)
    {
        var text = File.ReadAllText(file).Trim();
        return text.Split(' ') switch
        {
            ["kill"] => (KillDeed.Kill, 0),
            ["stop"] => (KillDeed.Stop, 0),
            ["kill", "after", var passes] when Number(passes) is { } after => (KillDeed.Kill, after),
            ["stop", "after", var passes] when Number(passes) is { } after => (KillDeed.Stop, after),
            _ => throw new InvalidOperationException($"{file} says '{text}'. Expected: kill or stop, and perhaps 'after N'."),
        };
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
