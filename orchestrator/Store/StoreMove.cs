using Pipeline.Hosting;
using Pipeline.Hosting.Home;

namespace Pipeline.Orchestrator.Store;

/// <summary>Whether the store's folder can be moved aside, asked before anybody is ended for it.</summary>
public static class StoreMove
{
    /// <summary>A folder under the home that is made, moved and deleted.</summary>
    public const string Probe = ".move-probe";

    /// <summary>What stands against it, as far as can be told without trying; null when nothing is seen.</summary>
    /// <param name="mountPoints">Folders that other disks are mounted on: they can be neither renamed nor moved.</param>
    public static string? ObstacleTo(PipelineHome home, IEnumerable<string> mountPoints)
    {
        ArgumentNullException.ThrowIfNull(home);
        if (mountPoints.Any(mount => Path.TrimEndingDirectorySeparator(mount) == Path.TrimEndingDirectorySeparator(home.Nats)))
            return $"another disk is mounted on {home.Nats}";
        var (probe, moved) = (Path.Combine(home.Root, Probe), Path.Combine(home.Root, $"{Probe}-moved"));
        try
        {
            // Space for the new store's mark, and the right to move within the home.
            home.EnsureWritable();
            // One that died here has left it.
            if (Directory.Exists(moved))
                Directory.Delete(moved);
            Directory.CreateDirectory(probe);
            Directory.Move(probe, moved);
            Directory.Delete(moved);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or PipelineException)
        {
            return refused.Message;
        }
    }

    /// <summary>All mount points of this machine; empty where they cannot be read.</summary>
    public static IReadOnlyList<string> MountPoints()
    {
        try
        {
            return [.. DriveInfo.GetDrives().Select(drive => drive.Name)];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // The move itself will tell.
            return [];
        }
    }
}
