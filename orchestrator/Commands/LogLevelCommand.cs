using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Hosting;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Logs;
using Pipeline.Orchestrator.Output;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>logs level</c>: how much a process logs, from now on and after its restart.</summary>
public static class LogLevelCommand
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public static Command Create(TimeProvider machine)
    {
        var profile = CommonOptions.Profile();
        var process = new Argument<string>("process") { Description = "A stage, or the orchestrator." };
        process.AcceptOnlyFromAmong([.. Processes.Stages, Processes.Orchestrator]);
        var level = new Argument<string>("level") { Description = "The quietest that is still written." };
        level.AcceptOnlyFromAmong(LevelNames.All);
        var lasting = new Option<string?>("--for") { Description = "How long, such as 30m or 2h (30d at most); then as usual again. Until it is changed unless given." };
        var command = new Command("level", "Change how much a process logs while it runs; it holds after a restart too. Usual is information.") { process, level, lasting, profile };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = parsed.Home(profile);
            var now = machine.GetUtcNow();
            TimeSpan? left = parsed.GetValue(lasting) is not { } text ? null
                : Moments.TryDuration(text, out var given) && given <= Longest && given > TimeSpan.Zero ? given
                : throw new PipelineException(ExitCodes.Usage, $"--for {text}: say such as 30m or 2h, 30d at most.");
            await using var connection = await NatsClient.ConnectAsync(home, Processes.Orchestrator, cancellationToken);
            var publisher = new MessagePublisher(connection, new StoredMessages(connection), machine, NullLogger<MessagePublisher>.Instance);
            var id = $"log-level-{Guid.CreateVersion7(now):N}";
            var control = new LogLevelControl
            {
                Id = id,
                CorrelationId = id,
                CausationId = id,
                VenueTime = now,
                MachineTime = now,
                Process = parsed.GetValue(process)!,
                Level = LevelNames.Parse(parsed.GetValue(level)!),
                Until = now + left,
                By = "operator",
            };
            await publisher.PublishAsync(Subjects.LogLevel(control.Process), control, PublishExpectation.Once(id), cancellationToken);
            await Console.Error.WriteLineAsync($"{control.Process} logs {control.Level.ToString().ToLowerInvariant()} and graver{(left is null ? "" : $" for {parsed.GetValue(lasting)}")}.");
            return ExitCodes.Done;
        });
        return command;
    }
}
