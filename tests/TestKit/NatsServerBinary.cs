namespace Pipeline.Tests.TestKit;

/// <summary>Finds nats-server: PIPELINE_NATS_SERVER (what ./pipeline sets), then PATH, /usr/sbin, and .tools/ of the checkout.</summary>
public static class NatsServerBinary
{
    /// <summary>The program's absolute path.</summary>
    /// <exception cref="FileNotFoundException">It is nowhere: the test fails, it is not skipped.</exception>
    public static string Path => Candidates().FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException(
            "nats-server was not found in PIPELINE_NATS_SERVER, PATH, /usr/sbin or .tools/; run ./pipeline test, which gets one.");

    private static IEnumerable<string> Candidates()
    {
        var name = OperatingSystem.IsWindows() ? "nats-server.exe" : "nats-server";
        if (Environment.GetEnvironmentVariable("PIPELINE_NATS_SERVER") is { Length: > 0 } given)
        {
            yield return given;
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator))
        {
            yield return System.IO.Path.Combine(folder, name);
        }

        yield return System.IO.Path.Combine("/usr/sbin", name);
        yield return RepositoryRoot.Path(".tools", name);
    }
}
