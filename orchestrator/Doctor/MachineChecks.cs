using System.Globalization;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Doctor;

/// <summary>What the machine must have: the SDK to build with, a nats-server that can be trusted, time zones, enough descriptors.</summary>
public sealed class MachineChecks(TimeProvider machine)
{
    private const int NeededSdk = 10;
    private const int FewDescriptors = 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<DoctorLine>> SdkAsync(CancellationToken cancellationToken)
    {
        if (await ShortRun.TryAsync("dotnet", ["--list-sdks"], Patience, machine, cancellationToken) is not { ExitCode: 0 } told)
            return [DoctorLine.Warning("sdk", "dotnet was not found; what is built runs, but nothing can be built anew", $"Install the .NET SDK {NeededSdk} and put it in PATH.")];
        var newest = told.Output.Split('\n').Select(line => line.Split(' ')[0]).Where(version => Version.TryParse(version.Split('-')[0], out _)).OrderBy(version => Version.Parse(version.Split('-')[0])).LastOrDefault();
        return newest is not null && Version.Parse(newest.Split('-')[0]).Major >= NeededSdk
            ? [DoctorLine.Ok("sdk", $".NET SDK {newest}; this runs on {Environment.Version}")]
            : [DoctorLine.Warning("sdk", $"the newest .NET SDK is {newest ?? "missing"}; what is built runs, but nothing can be built anew", $"Install the .NET SDK {NeededSdk}.")];
    }

    /// <param name="path">The executable.</param>
    public async Task<IReadOnlyList<DoctorLine>> NatsServerAsync(string path, CancellationToken cancellationToken)
    {
        var told = await ShortRun.TryAsync(path, ["--version"], Patience, machine, cancellationToken);
        var version = told?.Output.Split(' ')[^1].TrimStart('v');
        try
        {
            ServerTooOldException.ThrowIfOlder(version, PipelineConnection.OldestServer);
            return [DoctorLine.Ok("nats-server", $"version {version}, {path}")];
        }
        catch (ServerTooOldException old)
        {
            return [DoctorLine.Problem("nats-server", $"{path}: {old.Message}", "Start through ./pipeline, which gets one that can be trusted, or name one with PIPELINE_NATS_SERVER.")];
        }
    }

    public static IReadOnlyList<DoctorLine> TimeZones() =>
        TimeZoneInfo.TryFindSystemTimeZoneById("America/New_York", out _)
            ? [DoctorLine.Ok("time zones", "New York is known, where the market is")]
            : [DoctorLine.Problem("time zones", "this machine does not know America/New_York, where the market is", "Install the time zone data (package tzdata).")];

    /// <summary>Streams, sockets and logs each take one.</summary>
    public static IReadOnlyList<DoctorLine> Descriptors()
    {
        if (!OperatingSystem.IsLinux())
            return [DoctorLine.Ok("descriptors", "not looked at on this system")];
        var limit = File.ReadLines("/proc/self/limits").First(line => line.StartsWith("Max open files", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[3];
        return long.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most < FewDescriptors
            ? [DoctorLine.Warning("descriptors", $"a process may open {most} files", $"Raise the limit to {FewDescriptors} or more: ulimit -n, or LimitNOFILE of the service.")]
            : [DoctorLine.Ok("descriptors", $"a process may open {limit} files")];
    }
}
