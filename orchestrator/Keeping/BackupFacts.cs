using System.Globalization;

namespace Pipeline.Orchestrator.Keeping;

/// <summary>What the events say of a backup.</summary>
public static class BackupFacts
{
    public static SortedDictionary<string, string> Of(string path, BackupManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["file"] = Path.GetFileName(path),
            ["madeAt"] = manifest.MadeAt.ToString("O", CultureInfo.InvariantCulture),
            ["storeId"] = manifest.StoreId,
            ["streams"] = manifest.Parts.Count(part => part.Stream is not null).ToString(CultureInfo.InvariantCulture),
            ["messages"] = Messages(manifest).ToString(CultureInfo.InvariantCulture),
            ["bytes"] = manifest.Parts.Sum(part => part.Bytes).ToString(CultureInfo.InvariantCulture),
        };
    }

    public static long Messages(BackupManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return manifest.Parts.Sum(part => (long)(part.Stream?.Messages ?? 0));
    }
}
