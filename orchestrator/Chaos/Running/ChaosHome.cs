using System.Globalization;
using Pipeline.Hosting.Home;

namespace Pipeline.Orchestrator.Chaos.Running;

/// <summary>A home for one run: no profile of the trader's is touched.</summary>
public sealed class ChaosHome
{
    private const string Variable = "PIPELINE_HOME";

    private ChaosHome(string folder, PipelineHome demo)
    {
        Folder = folder;
        Demo = demo;
    }

    public string Folder { get; }

    public PipelineHome Demo { get; }

    /// <summary>Makes a folder and points this process, and so all that it starts, at it.</summary>
    public static ChaosHome Make(ulong seed)
    {
        var folder = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"pipeline-chaos-{seed}-{Environment.ProcessId}"));
        PipelineHome.CreateOwnerOnly(folder);
        Environment.SetEnvironmentVariable(Variable, folder);
        return new ChaosHome(folder, PipelineHome.Of("demo"));
    }

    public void Delete() => Directory.Delete(Folder, recursive: true);
}
