using System.CommandLine;
using System.Globalization;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Json;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Output;
using Pipeline.Orchestrator.Supervision;
using Spectre.Console;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>config history</c>: what was set while running, by whom and when, with old and new.</summary>
public static class ConfigHistoryCommand
{
    public static Command Create()
    {
        var (profile, json) = (CommonOptions.Profile(), CommonOptions.Json());
        var command = new Command("history", "What was set while running: when, by whom, old and new.") { profile, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await NatsClient.ConnectAsync(parsed.Home(profile), NatsUsers.Viewer, cancellationToken);
            var (controls, reading) = (new List<ConfigurationControl>(), new ListReading());
            await foreach (var message in new OrderedReader(connection).ReadAsync(Streams.Control, new ReadRange { Subjects = [Subjects.ConfigurationControl] }, cancellationToken))
            {
                if (reading.Read<ConfigurationControl>(message.Stream, message.Sequence, message.Subject, message.Data.Span) is { } control)
                    controls.Add(control);
            }

            Show(controls, parsed.GetValue(json));
            return reading.ExitCode;
        });
        return command;
    }

    private static void Show(List<ConfigurationControl> controls, bool json)
    {
        if (json)
        {
            foreach (var control in controls)
                Console.WriteLine(System.Text.Encoding.UTF8.GetString(ContractsJson.Write(control)));
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("set at", "revision", "by", "setting", "old", "new");
        foreach (var (control, change) in controls.SelectMany(control => control.Changes.Select(change => (control, change))))
        {
            table.AddRow(
                control.MachineTime.LocalDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                Markup.Escape(control.Revision),
                Markup.Escape(control.By),
                Markup.Escape(change.Key),
                Markup.Escape(change.Old ?? "(default)"),
                Markup.Escape(change.New ?? "(default)"));
        }

        if (controls.Count > 0)
            AnsiConsole.Write(table);
        else
            Console.Error.WriteLine("Nothing was set while running. Set something with: ./pipeline config set Buyer:MaxPositions=3");
    }
}
