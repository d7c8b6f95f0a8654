namespace Pipeline.Tests.TestKit;

/// <summary>The recorded minute bars beside the checkout; not part of the repository, so tests on them may be skipped.</summary>
public static class SharedData
{
    /// <summary>Where the bars are looked for: PIPELINE_SHARED_DATA, else ../shared/data/us-equities-minute beside the checkout.</summary>
    public static string Directory =>
        Environment.GetEnvironmentVariable("PIPELINE_SHARED_DATA") is { Length: > 0 } given
            ? given
            : Path.GetFullPath(Path.Combine(RepositoryRoot.Directory, "..", "shared", "data", "us-equities-minute"));

    /// <summary>Whether the folder is there.</summary>
    public static bool IsThere => System.IO.Directory.Exists(Directory);

    internal static string? SkipReason =>
        IsThere ? null : $"no recorded bars at {Directory}; set PIPELINE_SHARED_DATA to the folder that holds them";
}
