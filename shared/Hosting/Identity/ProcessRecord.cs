using Pipeline.Hosting.Home;

namespace Pipeline.Hosting.Identity;

/// <summary>What a process writes about itself to <c>run/&lt;process&gt;.json</c>, so that others find it again.</summary>
public sealed record ProcessRecord
{
    public required string Process { get; init; }
    public required ProcessIdentity Identity { get; init; }

    /// <summary>orchestrator or hand.</summary>
    public required string StartedBy { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null when there is no record, or the process it names is gone.</summary>
    public static ProcessRecord? ReadLiving(PipelineHome home, string process) =>
        OwnerOnlyFile.ReadJson(PathIn(home, process), HomeJson.Default.ProcessRecord) is { Identity: { } identity } record && identity.IsAlive() ? record : null;

    /// <summary>It is there and its process is gone: it did not come to its own end.</summary>
    public static bool IsOrphaned(PipelineHome home, string process) => File.Exists(PathIn(home, process)) && ReadLiving(home, process) is null;

    public void Write(PipelineHome home) => OwnerOnlyFile.WriteJson(PathIn(home, Process), this, HomeJson.Default.ProcessRecord);

    public static void Remove(PipelineHome home, string process) => File.Delete(PathIn(home, process));

    private static string PathIn(PipelineHome home, string process) => Path.Combine(home.Run, $"{process}.json");
}
