namespace Pipeline.Tests.TestKit;

/// <summary>The executables of this build, in the configuration the tests were built in.</summary>
public static class BuiltExecutable
{
    /// <summary>"release" or "debug", as the artifacts folder spells it.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Name;

    /// <summary>The program's absolute path, ready to be started.</summary>
    /// <param name="project">The project's name as on disk: Orchestrator, Scanner, Buyer, Monitor, Seller, Simulator, Benchmarks, MicroBenchmarks.</param>
    /// <exception cref="FileNotFoundException">It has not been built.</exception>
    public static string Path(string project)
    {
        var prefix = project is "Benchmarks" or "MicroBenchmarks" ? "Pipeline.Tests." : "Pipeline.";
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        var path = RepositoryRoot.Path("artifacts", "bin", project, Configuration, prefix + project + suffix);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing; run ./pipeline test, which builds it.", path);
    }
}
