using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;

namespace Pipeline.Orchestrator.Keeping;

/// <summary>The file of a backup: a tar that any tool can look into, its manifest, and the manifest's own checksum.</summary>
public static class BackupFile
{
    private const string ManifestSum = "manifest.sha256";
    private const UnixFileMode OwnerReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Packs a folder; the file appears under its name only when it is whole and on the disk.</summary>
    /// <param name="parts">Folder that holds each part under its name.</param>
    public static async Task WriteAsync(string path, string parts, BackupManifest manifest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var unfinished = $"{path}.unfinished";
        var json = manifest.ToJson();
        try
        {
            await using (var file = Create(unfinished))
            {
                await using (var tar = new TarWriter(file, TarEntryFormat.Pax, leaveOpen: true))
                {
                    foreach (var part in manifest.Parts)
                        await tar.WriteEntryAsync(Path.Combine(parts, part.Name), part.Name, cancellationToken);
                    await AddAsync(tar, BackupManifest.Name, json, cancellationToken);
                    await AddAsync(tar, ManifestSum, Encoding.ASCII.GetBytes(Sum(json)), cancellationToken);
                }

                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Unpacks a backup into a folder and proves every part.</summary>
    /// <exception cref="PipelineException">Exit code 1: it is none, or not whole; nothing may be made of what was unpacked.</exception>
    public static async Task<BackupManifest> ReadAsync(string path, string into, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            // It keeps every entry within the folder.
            await TarFile.ExtractToDirectoryAsync(file, into, overwriteFiles: false, cancellationToken);
            var json = await File.ReadAllBytesAsync(Path.Combine(into, BackupManifest.Name), cancellationToken);
            if (await File.ReadAllTextAsync(Path.Combine(into, ManifestSum), cancellationToken) != Sum(json))
                throw Damaged(path, "its manifest is not what it was");
            var manifest = BackupManifest.Read(json);
            if (manifest.Format != BackupManifest.CurrentFormat)
                throw new PipelineException(ExitCodes.Failed, $"{path} has format {manifest.Format}; this build reads {BackupManifest.CurrentFormat}. Use the build that made it.");
            foreach (var part in manifest.Parts)
                await ProveAsync(path, part, Path.Combine(into, part.Name), cancellationToken);
            return manifest;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException or JsonException or UnauthorizedAccessException)
        {
            throw Damaged(path, unreadable.Message);
        }
    }

    /// <summary>A part as it lies in a folder.</summary>
    public static async Task<BackupPart> DescribeAsync(string parts, string name, StreamPart? stream, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(Path.Combine(parts, name));
        return new BackupPart(name, file.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken)), stream);
    }

    private static async Task ProveAsync(string path, BackupPart expected, string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            throw Damaged(path, $"{expected.Name} is missing");
        var found = await DescribeAsync(Path.GetDirectoryName(file)!, Path.GetFileName(file), null, cancellationToken);
        if ((found.Bytes, found.Sha256) != (expected.Bytes, expected.Sha256))
            throw Damaged(path, $"{expected.Name} is not what it was");
    }

    private static PipelineException Damaged(string path, string why) =>
        new(ExitCodes.Failed, $"{path} is no whole backup: {why}. Nothing was restored. Use another backup.");

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerReadWrite;
        return new FileStream(path, options);
    }

    private static async Task AddAsync(TarWriter tar, string name, byte[] content, CancellationToken cancellationToken)
    {
        using var data = new MemoryStream(content);
        await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = data, Mode = OwnerReadWrite }, cancellationToken);
    }

    private static string Sum(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
