using System.CommandLine;
using System.Globalization;
using NATS.Client.Core;
using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Identity;
using Pipeline.Orchestrator.Keeping;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>restore</c>: makes an empty home of a backup, halted until <c>resume</c>.</summary>
public static class RestoreCommand
{
    public static Command Create(TimeProvider machine)
    {
        var profile = CommonOptions.Profile();
        var file = new Argument<string>("file") { Description = "A backup." };
        var check = new Option<bool>("--check") { Description = "Only prove that the file is whole, and say what it holds." };
        var command = new Command("restore", "Make an empty home of a backup. It starts halted: compare positions with the account, then resume.") { file, check, profile };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = parsed.Home(profile);
            var path = Path.GetFullPath(parsed.GetValue(file)!);
            if (!File.Exists(path))
                throw new PipelineException(ExitCodes.Usage, $"{path} does not exist.");
            if (parsed.GetValue(check))
            {
                Say(await RestoreRun.CheckAsync(path, cancellationToken));
                return ExitCodes.Done;
            }

            home.EnsureWritable();
            using var held = ProcessLock.TryTake(home, Processes.Orchestrator) ?? throw PipelineRun.AlreadyRunning(home);
            try
            {
                Say(await new RestoreRun(home, machine).RunAsync(path, cancellationToken));
                await Console.Error.WriteLineAsync($"Restored into {home.Root}. Start it with ./pipeline start --profile {home.Profile}; it is halted: compare ./pipeline positions with the account, make sure that no other copy trades it, then ./pipeline resume.");
                return ExitCodes.Done;
            }
            catch (Exception failed) when (failed is NatsException or IOException or UnauthorizedAccessException)
            {
                throw new PipelineException(ExitCodes.Failed, $"Nothing was restored: {failed.Message}", failed);
            }
        });
        return command;
    }

    private static void Say(BackupManifest manifest)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"profile {manifest.Profile}, made {manifest.MadeAt:yyyy-MM-dd HH:mm:ss} UTC by nats-server {manifest.Server}, store {manifest.StoreId}; every checksum agrees"));
        foreach (var part in manifest.Parts)
        {
            var stream = part.Stream is { } holds ? string.Create(CultureInfo.InvariantCulture, $", {holds.Messages} messages up to {holds.LastSequence}") : "";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {part.Name}: {part.Bytes} bytes{stream}"));
        }
    }
}
