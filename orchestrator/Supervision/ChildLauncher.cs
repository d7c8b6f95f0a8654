using System.Diagnostics;
using System.Globalization;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>Starts processes that outlive the orchestrator: own session, output to their own file, pid written down by the child itself before it becomes what it is.</summary>
public sealed class ChildLauncher(PipelineHome home)
{
    private readonly Dictionary<string, Process> _children = new(StringComparer.Ordinal);

    // $0 pid file, $1 output file, $2 has setsid; the rest is the command. exec keeps the pid and the start time through all of it.
    private const string Wrapper =
        """
        umask 077
        { read -r stat </proc/$$/stat; read -r boot </proc/sys/kernel/random/boot_id; } 2>/dev/null
        printf '%s\n%s\n%s\n' "$$" "$stat" "$boot" > "$0.new" && mv "$0.new" "$0"
        output=$1; session=$2; shift 2
        exec $session "$@" </dev/null >>"$output" 2>&1
        """;

    // A child that the process table calls dead may still wait for the runtime to collect it.
    private static readonly TimeSpan ReapedWithin = TimeSpan.FromMilliseconds(200);

    // Above it, the code tells the signal that ended it.
    private const int LargestOwnCode = 128;

    /// <summary>Raised when a process that this orchestrator has started ends, at once and on any thread.</summary>
    public event Action? Ended;

    /// <exception cref="PipelineException">The executable could not be started.</exception>
    public ProcessIdentity Start(ProcessSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var output = OutputFile(spec.Name);
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, WorkingDirectory = home.Root };
        foreach (var argument in (string[])["-c", Wrapper, PidFile(spec.Name), output, SetSession, spec.Executable, .. spec.Arguments])
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var (name, value) in spec.Environment)
            start.Environment[name] = value;
        var child = Process.Start(start)
            ?? throw new PipelineException(ExitCodes.Failed, $"{spec.Name} could not be started from {spec.Executable}.");
        if (_children.Remove(spec.Name, out var before))
            before.Dispose();
        _children[spec.Name] = child;
        child.Exited += (_, _) => Ended?.Invoke();
        child.EnableRaisingEvents = true;
        return ProcessIdentity.Of(child.Id) ?? new ProcessIdentity(child.Id, 0, "");
    }

    /// <summary>The living process of this name that an orchestrator of this home started; null when there is none.</summary>
    public ProcessIdentity? FindRunning(string process)
    {
        if (!File.Exists(PidFile(process)))
            return null;
        var written = File.ReadAllLines(PidFile(process));
        if (written.Length == 0 || !int.TryParse(written[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
            return null;
        if (written.Length > 2 && ProcessIdentity.OfStat(pid, written[1], written[2]) is { } recorded)
            return recorded.IsAlive() ? recorded : null;
        return ProcessIdentity.Of(pid) is { } living && BelongsToHome(pid) ? living : null;
    }

    /// <summary>True when its end will be heard of: this orchestrator has started it, no other and no person.</summary>
    public bool HearsEndOf(string process, int pid) => _children.TryGetValue(process, out var child) && child.Id == pid;

    /// <summary>How a child that is dead ended; nothing is known of one that another orchestrator had started.</summary>
    public ProcessEnding EndingOf(string process, int pid)
    {
        if (!_children.TryGetValue(process, out var child) || child.Id != pid || !child.WaitForExit(ReapedWithin))
            return default;
        return child.ExitCode > LargestOwnCode ? new ProcessEnding(null, child.ExitCode - LargestOwnCode) : new ProcessEnding(child.ExitCode, null);
    }

    /// <summary>The last line that a process has printed; null when it has printed nothing.</summary>
    public string? LastWordsOf(string process) =>
        File.Exists(OutputFile(process)) ? File.ReadLines(OutputFile(process)).LastOrDefault(line => !string.IsNullOrWhiteSpace(line))?.Trim() : null;

    public string OutputFile(string process) => Path.Combine(home.Logs, $"{process}.out");

    private static string SetSession => File.Exists("/usr/bin/setsid") ? "/usr/bin/setsid" : "";

    private string PidFile(string process) => Path.Combine(home.Run, $"{process}.pid");

    // Where the system tells no start time a pid that was used again belongs to a stranger: our children work in the home's folder, and only they do.
    private bool BelongsToHome(int pid)
    {
        if (!OperatingSystem.IsLinux())
            return true;
        try
        {
            var folder = Directory.ResolveLinkTarget(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cwd"), returnFinalTarget: false);
            return folder?.FullName == Path.TrimEndingDirectorySeparator(new DirectoryInfo(home.Root).FullName);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
