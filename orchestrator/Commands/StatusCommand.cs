using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pipeline.Domain.Risk;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Journal;
using Pipeline.Orchestrator.Journal.Writing;
using Pipeline.Orchestrator.Output;
using Pipeline.Orchestrator.Supervision;
using Spectre.Console;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>status</c>: what runs, since when, started by whom, and whether it makes progress.</summary>
public static class StatusCommand
{
    public static Command Create(TimeProvider machine)
    {
        var profile = CommonOptions.Profile();
        var json = CommonOptions.Json();
        var watch = new Option<bool>("--watch") { Description = "Show it anew each second until Ctrl-C." };
        var command = new Command("status", "What runs, since when, started by whom, and whether it makes progress.") { profile, json, watch };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = parsed.Home(profile);
            do
            {
                var status = new StatusReader(home, machine).Read();
                if (parsed.GetValue(watch) && !parsed.GetValue(json))
                    AnsiConsole.Clear();
                Show(status, parsed.GetValue(json), home, machine);
                if (!parsed.GetValue(watch))
                    return ExitCodeOf(status);
                await Task.Delay(TimeSpan.FromSeconds(1), machine, cancellationToken);
            }
            while (true);
        });
        return command;
    }

    /// <summary>0 all ready, 3 nothing runs, 4 something that should run does not, or nobody supervises.</summary>
    public static int ExitCodeOf(StatusSnapshot status)
    {
        ArgumentNullException.ThrowIfNull(status);
        if (status.Orchestrator is null && status.Processes.All(process => process.State == ProcessState.Stopped))
            return ExitCodes.NotRunning;
        var healthy = status.Orchestrator is not null
            && status.Processes.All(process => process.State is ProcessState.Ready || (process.State == ProcessState.Stopped && process.StartedBy is null && IsLeftOut(process)));
        return healthy ? ExitCodes.Done : ExitCodes.Unhealthy;
    }

    // A stage that `start --without` left out and nobody runs is stopped on purpose.
    private static bool IsLeftOut(StatusProcess process) => process.Detail == StatusProcess.LeftOut;

    private static void Show(StatusSnapshot status, bool json, PipelineHome home, TimeProvider machine)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(status, StatusJson.Default.StatusSnapshot));
            return;
        }

        var orchestrator = status.Orchestrator is { } running ? $"orchestrator pid {running.Pid}" : "[yellow]no orchestrator runs[/]";
        var since = status.TradingSince is { } from ? string.Create(CultureInfo.InvariantCulture, $" since {from.LocalDateTime:yyyy-MM-dd HH:mm:ss}") : "";
        AnsiConsole.MarkupLine($"profile [bold]{status.Profile}[/], trading [bold]{status.TradingState}[/]{since}, {orchestrator}");
        if (status.TradingState != "active" && status.TradingReason is { } reason)
            AnsiConsole.MarkupLine($"[yellow]{Markup.Escape(reason)}[/]");
        foreach (var condition in status.Conditions ?? [])
            AnsiConsole.MarkupLine(Markup.Escape($"- {TradingStateRules.NameOf(condition.Condition)} ({condition.Process}{(condition.Symbol is { } symbol ? $", {symbol}" : "")}): {condition.Text} {TradingStateTable.RuleOf(condition.Condition).Advice}"));
        AnsiConsole.Write(StatusTable.Of(status, machine.GetUtcNow()));
        AnsiConsole.MarkupLine($"[grey]home {Markup.Escape(home.Root)}   nats {status.Endpoints.Nats ?? "-"}   simulator {status.Endpoints.Simulator ?? "-"}   dashboard {status.Endpoints.Dashboard ?? "-"}[/]");
        if (status.Journal is { State: not JournalState.Current } journal)
            AnsiConsole.MarkupLine($"[yellow]{Markup.Escape($"the journal is {JournalText.Of(journal.State).Replace('_', ' ')}{(journal.Lag is { } lag ? $", {lag} messages behind" : "")}{(journal.Detail is { } detail ? $": {detail}" : "")}")}[/]");
        if (status.Orchestrator is not null)
            return;
        foreach (var left in status.LeftBehind ?? [])
            AnsiConsole.MarkupLine($"[yellow]{Markup.Escape(left)}[/]");
        AnsiConsole.MarkupLine($"[grey]Start it with: ./pipeline start --profile {status.Profile}[/]");
    }
}
