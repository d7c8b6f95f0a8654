using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Supervision;
using Pipeline.Orchestrator.Trading;

namespace Pipeline.Orchestrator.Keeping;

/// <summary>Makes a home of a backup. What has happened since is known to the venue alone, so it trades only after a person has looked and said <c>resume</c>.</summary>
/// <remarks>It may die on any line: until the last one the home has no store, and its next start makes a new one, or takes the restored one halted.</remarks>
public sealed class RestoreRun(PipelineHome home, TimeProvider machine)
{
    private string Working => Path.Combine(home.Root, string.Create(CultureInfo.InvariantCulture, $"restoring-{Environment.ProcessId}"));

    /// <summary>Only proves the file.</summary>
    public static async Task<BackupManifest> CheckAsync(string path, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("pipeline-restore-");
        try
        {
            return await BackupFile.ReadAsync(path, folder.FullName, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <exception cref="PipelineException">77: another profile's, or the home is not empty; 1: the file is not whole, or was not restored as it was.</exception>
    /// <exception cref="NATS.Client.Core.NatsException">The server refuses what was in it.</exception>
    public async Task<BackupManifest> RunAsync(string path, CancellationToken cancellationToken)
    {
        RefuseOccupied();
        PipelineHome.CreateOwnerOnly(Working);
        try
        {
            var parts = Path.Combine(Working, "parts");
            PipelineHome.CreateOwnerOnly(parts);
            var manifest = await BackupFile.ReadAsync(path, parts, cancellationToken);
            if (manifest.Profile != home.Profile)
                throw new PipelineException(ExitCodes.Refused, $"{path} is a backup of profile {manifest.Profile}, and profiles never share state. Restore it with --profile {manifest.Profile}.");
            var store = Path.Combine(Working, "nats");
            PipelineHome.CreateOwnerOnly(store);
            await MakeStoreAsync(path, manifest, parts, store, cancellationToken);
            PutFiles(manifest, parts);
            PutStore(path, manifest, store);
            return manifest;
        }
        finally
        {
            Directory.Delete(Working, recursive: true);
        }
    }

    private void RefuseOccupied()
    {
        var launcher = new ChildLauncher(home);
        if (Shutdown.Order.Any(name => launcher.FindRunning(name) is not null))
            throw new PipelineException(ExitCodes.AlreadyRunning, $"Profile {home.Profile} runs. End it first: ./pipeline stop --profile {home.Profile}");
        if (Directory.Exists(home.Nats) && Directory.EnumerateFileSystemEntries(home.Nats).Any())
            throw new PipelineException(ExitCodes.Refused, $"{home.Nats} holds a store already, and nothing is restored over one. Move it away (it may hold what the backup does not), then restore again.");
        home.EnsureWritable();
    }

    private async Task MakeStoreAsync(string path, BackupManifest manifest, string parts, string store, CancellationToken cancellationToken)
    {
        await using var server = await PrivateServer.StartAsync(Working, store, machine, cancellationToken);
        var transfer = new SnapshotTransfer(server.Connection.Nats);
        foreach (var part in manifest.Parts.Where(part => part.Stream is not null))
            Prove(path, part.Stream!, await transfer.RestoreAsync(part.Stream!, Path.Combine(parts, part.Name), cancellationToken));
        var stored = new StoredMessages(server.Connection);
        var publisher = new MessagePublisher(server.Connection, stored, machine, NullLogger<MessagePublisher>.Instance);
        var result = await new TopologyCreator(server.Connection, stored, publisher, machine, NullLogger<TopologyCreator>.Instance).EnsureAsync(manifest.StoreId, storeExists: false, cancellationToken);
        if (result is not TopologyResult.Ready)
            throw new PipelineException(ExitCodes.Failed, $"{path} holds streams that do not belong together ({result}). Nothing was restored. Use another backup.");
        await new ControlPublisher(publisher, machine).TellAsync(
            "backup_restored", EventSeverity.Warning, Processes.Orchestrator, Words(path, manifest), cancellationToken, facts: BackupFacts.Of(path, manifest));
    }

    private static void Prove(string path, StreamPart expected, JsonElement found)
    {
        var (last, messages) = (found.GetProperty("last_seq").GetUInt64(), found.GetProperty("messages").GetUInt64());
        if (!expected.IsWhole(last, messages))
            throw new PipelineException(ExitCodes.Failed, $"{expected.Name} of {path} came back with {messages} messages up to {last} instead of {expected.Messages} up to {expected.LastSequence}. Nothing was restored.");
    }

    /// <summary>Settings and account that are there already are the newer ones and stay.</summary>
    private void PutFiles(BackupManifest manifest, string parts)
    {
        foreach (var name in manifest.Parts.Where(part => part.Stream is null).Select(part => part.Name))
        {
            var place = Path.Combine(home.Root, name);
            PipelineHome.CreateOwnerOnly(Path.GetDirectoryName(place)!);
            if (!File.Exists(place))
                File.Move(Path.Combine(parts, name), place);
        }
    }

    private void PutStore(string path, BackupManifest manifest, string store)
    {
        // How far this home's books had come once says nothing of a store that was put back on purpose.
        StoreHeights.Forget(home);
        Directory.Delete(home.Nats);
        Directory.Move(store, home.Nats);
        var trouble = TradingSights.Condition(TradingCondition.StoreLost, Processes.Orchestrator, Words(path, manifest), machine.GetUtcNow());
        new StoreMark(manifest.StoreId, Created: true, trouble).Write(home);
    }

    private static string Words(string path, BackupManifest manifest) => string.Create(
        CultureInfo.InvariantCulture,
        $"This store was restored from {Path.GetFileName(path)}, made {manifest.MadeAt:yyyy-MM-dd HH:mm:ss} UTC. What was ordered and executed since then only the venue knows. Make sure that no other copy trades this account.");
}
