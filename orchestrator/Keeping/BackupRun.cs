using System.Globalization;
using System.Runtime.CompilerServices;
using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Doctor;

namespace Pipeline.Orchestrator.Keeping;

/// <summary>Makes a backup of a profile that runs: its streams, its settings without secrets, and in demo the simulated account.</summary>
public sealed class BackupRun(PipelineHome home, PipelineConnection connection, TimeProvider machine)
{
    /// <summary>
    /// What follows from something is saved before it: so whatever a backup holds, it holds its cause too, though trading goes on meanwhile.
    /// Bars and quotes can be had again from the venue and are left out.
    /// </summary>
    public static IReadOnlyList<string> Order { get; } =
        [Streams.Ledger, Streams.Orders, Streams.Entries, Streams.Signals, Streams.Control, Streams.Events, Streams.DeadLetters];

    private static readonly string[] Account = ["simulator/journal.jsonl", "simulator/clock"];
    private static readonly TimeSpan CopyPatience = TimeSpan.FromMinutes(5);

    /// <param name="path">A file that is not there yet.</param>
    /// <exception cref="PipelineException">The home has no store of its own.</exception>
    /// <exception cref="NATS.Client.Core.NatsException">The server refuses, or is away.</exception>
    public async Task<BackupManifest> RunAsync(string path, CancellationToken cancellationToken)
    {
        var mark = StoreMark.Read(home) is { Created: true } made ? made : throw new PipelineException(ExitCodes.NotRunning, $"Profile {home.Profile} has no store yet. Start it first: ./pipeline start --profile {home.Profile}");
        var begun = machine.GetUtcNow();
        var folder = string.Create(CultureInfo.InvariantCulture, $"{path}.parts-{Environment.ProcessId}");
        PipelineHome.CreateOwnerOnly(folder);
        try
        {
            PipelineHome.CreateOwnerOnly(Path.Combine(folder, "streams"));
            var parts = new List<BackupPart>();
            var transfer = new SnapshotTransfer(connection.Nats);
            foreach (var stream in Order)
            {
                var name = $"streams/{stream}";
                var saved = await transfer.SaveAsync(stream, Path.Combine(folder, name), cancellationToken);
                parts.Add(await BackupFile.DescribeAsync(folder, name, saved, cancellationToken));
            }

            await foreach (var name in FilesAsync(folder, cancellationToken))
                parts.Add(await BackupFile.DescribeAsync(folder, name, null, cancellationToken));
            var manifest = new BackupManifest(BackupManifest.CurrentFormat, home.Profile, mark.StoreId, begun, connection.Nats.ServerInfo?.Version ?? "", parts);
            await BackupFile.WriteAsync(path, folder, manifest, cancellationToken);
            return manifest;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async IAsyncEnumerable<string> FilesAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (File.Exists(home.SettingsFile))
        {
            var name = Path.GetFileName(home.SettingsFile);
            OwnerOnlyFile.WriteAllText(Path.Combine(folder, name), Redaction.Of(await File.ReadAllTextAsync(home.SettingsFile, cancellationToken)));
            yield return name;
        }

        // The demo's venue, last: like a real one it knows more than the streams, never less.
        foreach (var name in Account.Where(name => File.Exists(Path.Combine(home.Root, name))))
        {
            PipelineHome.CreateOwnerOnly(Path.Combine(folder, "simulator"));
            // Its owner holds the file for itself, which .NET's own reading honours; it only ever appends, and drops a torn end when it starts.
            if (await ShortRun.TryAsync("cp", [Path.Combine(home.Root, name), Path.Combine(folder, name)], CopyPatience, machine, cancellationToken) is not { ExitCode: 0 })
                throw new IOException($"{name} could not be copied.");
            yield return name;
        }
    }
}
