using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using NATS.Client.Core;
using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Hosting;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Keeping;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>backup</c>: saves a profile into one file while it trades on.</summary>
public static class BackupCommand
{
    public static Command Create(TimeProvider machine)
    {
        var profile = CommonOptions.Profile();
        var file = new Argument<string>("file") { Description = "The file to make; it must not be there yet." };
        var command = new Command(
            "backup", "Save a profile into one file while it trades on: its streams and its settings, proved by checksums. Keys and passwords are left out, bars too; the journal is rebuilt from the streams.") { file, profile };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = parsed.Home(profile);
            var path = Path.GetFullPath(parsed.GetValue(file)!);
            if (File.Exists(path) || Directory.Exists(path))
                throw new PipelineException(ExitCodes.Usage, $"{path} is there already. Name another file: a backup replaces none.");
            if (!Directory.Exists(Path.GetDirectoryName(path)))
                throw new PipelineException(ExitCodes.Usage, $"The folder {Path.GetDirectoryName(path)} does not exist. Make it first.");
            await using var connection = await NatsClient.ConnectAsync(home, Processes.Orchestrator, cancellationToken);
            try
            {
                var manifest = await new BackupRun(home, connection, machine).RunAsync(path, cancellationToken);
                var publisher = new MessagePublisher(connection, new StoredMessages(connection), machine, NullLogger<MessagePublisher>.Instance);
                var words = string.Create(CultureInfo.InvariantCulture, $"{BackupFacts.Messages(manifest)} messages of profile {home.Profile} saved");
                await new ControlPublisher(publisher, machine).TellAsync(
                    "backup_made", EventSeverity.Info, Processes.Orchestrator, $"{words} in {Path.GetFileName(path)}.", cancellationToken, facts: BackupFacts.Of(path, manifest), patience: TimeSpan.FromSeconds(5));
                await Console.Error.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"{words} in {path} ({new FileInfo(path).Length / 1024.0 / 1024:0.0} MB). Keep it elsewhere; prove it with: ./pipeline restore {path} --check"));
                return ExitCodes.Done;
            }
            catch (Exception failed) when (failed is NatsException or IOException or UnauthorizedAccessException)
            {
                throw new PipelineException(ExitCodes.Failed, $"No backup was made: {failed.Message} Look whether all is well with ./pipeline doctor, and whether there is space for {path}.", failed);
            }
        });
        return command;
    }
}
