using System.CommandLine;
using System.Globalization;
using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Replay;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>replay STREAM</c>: stored messages again, to the terminal, to a stage that only decides, or back to where they came from.</summary>
public static class ReplayCommand
{
    private const string Origin = "origin";

    public static Command Create(TimeProvider machine)
    {
        var stream = new Argument<string>("stream") { Description = string.Join(", ", Streams.All) };
        stream.AcceptOnlyFromAmong([.. Streams.All]);
        var subject = new Option<string[]>("--subject") { Description = "Only these subjects; * and > as in NATS.", AllowMultipleArgumentsPerToken = true };
        var fromSequence = new Option<ulong?>("--from-seq") { Description = "From this sequence on." };
        var since = new Option<DateTimeOffset?>("--since") { Description = "Stored at or after this moment (ISO 8601)." };
        var until = new Option<DateTimeOffset?>("--until") { Description = "Stored at or before this moment (ISO 8601)." };
        var speed = new Option<double?>("--speed") { Description = "1 as recorded, 60 sixty times faster; as fast as possible unless set." };
        var to = new Option<string?>("--to") { Description = "A stage (it decides and tells, changes nothing), or origin (DEADLETTER only: published again as new)." };
        to.AcceptOnlyFromAmong([.. Processes.Stages, Origin]);
        var (profile, json) = (CommonOptions.Profile(), CommonOptions.Json());
        var command = new Command("replay", "Stored messages again.") { stream, subject, fromSequence, since, until, speed, to, json, profile };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = parsed.Home(profile);
            if (parsed.GetValue(speed) is <= 0)
                throw new PipelineException(ExitCodes.Usage, "--speed is above 0.");
            var range = new ReadRange
            {
                Subjects = parsed.GetValue(subject) ?? [],
                FromSequence = parsed.GetValue(fromSequence),
                Since = parsed.GetValue(since),
                Until = parsed.GetValue(until),
            };
            await using var connection = await NatsClient.ConnectAsync(home, NatsUsers.Viewer, cancellationToken);
            var messages = Pace.Of(new OrderedReader(connection).ReadAsync(parsed.GetValue(stream)!, range, cancellationToken), parsed.GetValue(speed), machine, cancellationToken);
            return parsed.GetValue(to) switch
            {
                null => await ReplayToTerminal.RunAsync(messages, parsed.GetValue(json), cancellationToken),
                Origin => await ReplayToOrigin.RunAsync(home, parsed.GetValue(stream)!, messages, machine, cancellationToken),
                { } stage => await ReplayToStage.RunAsync(home, stage, messages, cancellationToken),
            };
        });
        return command;
    }
}
