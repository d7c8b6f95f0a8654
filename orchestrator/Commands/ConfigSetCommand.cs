using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Configuration;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>config set</c> and <c>config unset</c>: other limits and parameters while everything runs, applied between decisions.</summary>
public static class ConfigSetCommand
{
    public static Command Set(TimeProvider machine)
    {
        var pairs = new Argument<string[]>("settings") { Description = "KEY=VALUE, such as Buyer:MaxPositions=3; several are taken together or not at all.", Arity = ArgumentArity.OneOrMore };
        return Create("set", "Set limits and parameters of a running profile; kept over restarts until unset.", pairs, text => Parse(text, text.IndexOf('=', StringComparison.Ordinal)), machine);
    }

    public static Command Unset(TimeProvider machine)
    {
        var keys = new Argument<string[]>("settings") { Description = "KEY, such as Buyer:MaxPositions: what profile, file or environment say of it holds again.", Arity = ArgumentArity.OneOrMore };
        return Create("unset", "Take back what was set.", keys, text => KeyValuePair.Create(HotSettings.Canonical(text), (string?)null), machine);
    }

    private static Command Create(string name, string description, Argument<string[]> arguments, Func<string, KeyValuePair<string, string?>> parse, TimeProvider machine)
    {
        var profile = CommonOptions.Profile();
        var command = new Command(name, description) { arguments, profile };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = parsed.Home(profile);
            var wanted = new Dictionary<string, string?>(parsed.GetValue(arguments)!.Select(parse), StringComparer.OrdinalIgnoreCase);
            await using var connection = await NatsClient.ConnectAsync(home, Processes.Orchestrator, cancellationToken);
            var stored = new StoredMessages(connection);
            var from = await stored.LastSequenceOfAsync(Streams.Events, cancellationToken) + 1;
            var writer = new ConfigurationWriter(home, new MessagePublisher(connection, stored, machine, NullLogger<MessagePublisher>.Instance), stored, machine);
            if (await writer.ChangeAsync(wanted, "operator", cancellationToken) is not { } control)
            {
                await Console.Error.WriteLineAsync("Nothing changes: it is so already.");
                return ExitCodes.Done;
            }

            foreach (var change in control.Changes)
                Console.WriteLine($"{change.Key}: {change.Old ?? "(default)"} -> {change.New ?? "(default)"}");
            return await ReportAsync(connection, control, Ready(home, machine), from, machine, cancellationToken);
        });
        return command;
    }

    private static async Task<int> ReportAsync(
        PipelineConnection connection, ConfigurationControl control, IReadOnlyList<string> ready, ulong from, TimeProvider machine, CancellationToken cancellationToken)
    {
        var answers = await ConfigurationAnswers.AwaitAsync(connection, control, ready, from, machine, cancellationToken);
        foreach (var stage in Processes.Stages)
        {
            await Console.Error.WriteLineAsync(answers.GetValueOrDefault(stage) switch
            {
                { Type: "config_applied" } => $"{stage}: in force from its next decision on",
                { } refused => $"{stage}: refused. {refused.Text}",
                null when ready.Contains(stage) => $"{stage}: has not answered yet; see ./pipeline config show",
                null => $"{stage}: is not ready; it takes it when it starts",
            });
        }

        return answers.Values.Any(answer => answer.Type == "config_refused") || ready.Except(answers.Keys).Any() ? ExitCodes.Unhealthy : ExitCodes.Done;
    }

    private static List<string> Ready(PipelineHome home, TimeProvider machine) =>
        [.. new StatusReader(home, machine).Read().Processes.Where(process => process.State == ProcessState.Ready && Processes.Stages.Contains(process.Name)).Select(process => process.Name)];

    private static KeyValuePair<string, string?> Parse(string text, int equals) => equals > 0 && equals < text.Length - 1
        ? KeyValuePair.Create(HotSettings.Canonical(text[..equals].Trim()), (string?)text[(equals + 1)..].Trim())
        : throw new PipelineException(ExitCodes.Usage, $"'{text}' is not KEY=VALUE, such as Buyer:MaxPositions=3. To take a setting back: ./pipeline config unset KEY.");
}
