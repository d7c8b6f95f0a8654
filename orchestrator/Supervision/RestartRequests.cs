using Pipeline.Hosting.Home;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>How <c>restart</c> reaches the supervisor, with or without NATS: a file per process in run/restart/.</summary>
public sealed class RestartRequests(PipelineHome home)
{
    private string Folder => Path.Combine(home.Run, "restart");

    public void Ask(string process)
    {
        PipelineHome.CreateOwnerOnly(Folder);
        OwnerOnlyFile.WriteAllText(Path.Combine(Folder, process), process);
    }

    public bool IsAsked(string process) => File.Exists(Path.Combine(Folder, process));

    public void Done(string process) => File.Delete(Path.Combine(Folder, process));
}
