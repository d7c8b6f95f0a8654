namespace Pipeline.Tests.Unit.Supervision;

/// <summary>A fact that systemd's own tool proves; skipped by name where there is none.</summary>
internal sealed class SystemdFactAttribute : FactAttribute
{
    public const string Program = "/usr/bin/systemd-analyze";

    public SystemdFactAttribute()
    {
        if (!File.Exists(Program))
            Skip = $"{Program} is not installed (package systemd).";
    }
}
