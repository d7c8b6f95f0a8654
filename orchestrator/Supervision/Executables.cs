using Pipeline.Hosting;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>Where the other executables lie: each project's output folder stands beside the orchestrator's.</summary>
public static class Executables
{
    /// <param name="project">Project name, such as Buyer.</param>
    /// <exception cref="PipelineException">It has not been built.</exception>
    public static string PathOf(string project)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory);
        var outputs = configuration.Parent?.Parent?.FullName ?? AppContext.BaseDirectory;
        var path = Path.Combine(outputs, project, configuration.Name, $"Pipeline.{project}{(OperatingSystem.IsWindows() ? ".exe" : "")}");
        return File.Exists(path)
            ? path
            : throw new PipelineException(ExitCodes.Failed, $"{path} is missing: the {project} has not been built. Start through ./pipeline, which builds first.");
    }

    /// <param name="stage">Process name, such as buyer.</param>
    /// <exception cref="PipelineException">It has not been built.</exception>
    public static string PathOfStage(string stage)
    {
        ArgumentException.ThrowIfNullOrEmpty(stage);
        return PathOf(char.ToUpperInvariant(stage[0]) + stage[1..]);
    }

    /// <exception cref="PipelineException">No nats-server is known.</exception>
    public static string NatsServer()
    {
        var named = Environment.GetEnvironmentVariable("PIPELINE_NATS_SERVER");
        if (!string.IsNullOrEmpty(named))
            return named;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin");
        return folders.Select(folder => Path.Combine(folder, "nats-server")).FirstOrDefault(File.Exists)
            ?? throw new PipelineException(ExitCodes.Unavailable, "nats-server was not found. Start through ./pipeline, which gets it, or name one with --nats-server PATH.");
    }
}
