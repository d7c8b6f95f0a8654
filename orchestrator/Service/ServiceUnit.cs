using System.Globalization;

namespace Pipeline.Orchestrator.Service;

/// <summary>The systemd user unit of a profile, as text.</summary>
public sealed record ServiceUnit
{
    public required string Profile { get; init; }

    /// <summary>The orchestrator's executable.</summary>
    public required string Program { get; init; }

    /// <summary>Where the homes of all profiles lie: all that the service may write to.</summary>
    public required string Homes { get; init; }

    public required string NatsServer { get; init; }

    /// <summary>Seconds that ending all processes in order may take.</summary>
    public required int StopSeconds { get; init; }

    /// <summary>Seconds after which it counts as started, whether or not all is ready.</summary>
    public required int ReadySeconds { get; init; }

    /// <summary>Adds the confirmation that the live profile needs on each start.</summary>
    public required bool ConfirmLive { get; init; }

    /// <summary>Where .NET is, when it is not where programs look for it; null: it is.</summary>
    public string? DotnetRoot { get; init; }

    public string Name => $"pipeline-{Profile}.service";

    /// <remarks>
    /// KillMode=process: the orchestrator ends its processes itself, in order; when it dies they carry on, and the one that systemd starts in its place takes them up. Killing the whole group would take
    /// protection from what is held.
    /// It is started again without end: who gives up after some failures (a disk that was full for a minute) leaves what is held without a guard until a person looks.
    /// Exit codes that only a person can mend (usage, already running, refused, configuration) are not tried again.
    /// A system call outside the set that services need fails, and kills nobody. Left out is what a user's own manager may not give (capabilities, devices, clock: a user has none to lose), and what the compiler of .NET
    /// needs (memory that is written, then run).
    /// </remarks>
    public string Render() => string.Create(CultureInfo.InvariantCulture, $"""
        [Unit]
        Description=Pipeline, profile {Profile}
        StartLimitIntervalSec=0

        [Service]
        Type=notify
        NotifyAccess=main
        ExecStart={Quoted(Program)} start --profile {Profile}{(ConfirmLive ? " --confirm-live" : "")}
        Environment={Quoted($"PIPELINE_HOME={Homes}")}
        Environment={Quoted($"PIPELINE_NATS_SERVER={NatsServer}")}{(DotnetRoot is { } root ? $"\nEnvironment={Quoted($"DOTNET_ROOT={root}")}" : "")}
        Restart=on-failure
        RestartSec=5
        RestartPreventExitStatus=2 5 77 78
        KillMode=process
        TimeoutStartSec={ReadySeconds + 60}
        TimeoutStopSec={StopSeconds}
        WatchdogSec=90
        LimitNOFILE=65536
        UMask=0077
        NoNewPrivileges=yes
        PrivateUsers=yes
        ProtectSystem=strict
        PrivateTmp=yes
        ReadWritePaths={Quoted(Homes)}
        ProtectKernelTunables=yes
        ProtectControlGroups=yes
        RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
        RestrictNamespaces=yes
        RestrictRealtime=yes
        RestrictSUIDSGID=yes
        LockPersonality=yes
        SystemCallArchitectures=native
        SystemCallFilter=@system-service
        SystemCallErrorNumber=EPERM

        [Install]
        WantedBy=default.target

        """);

    /// <summary>As systemd reads it: in quotation marks, percent signs doubled.</summary>
    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("%", "%%", StringComparison.Ordinal).Replace("$", "$$", StringComparison.Ordinal)}\"";
}
