using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Domain.Alerts;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Alerts;
using Pipeline.Orchestrator.Output;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>alerts</c>: what a person was called for, whether it arrived, and who took note.</summary>
public static class AlertsCommand
{
    public static Command Create(TimeProvider machine)
    {
        var (profile, json, csv, options) = (CommonOptions.Profile(), CommonOptions.Json(), CommonOptions.Csv(), new AlertListOptions());
        var command = new Command("alerts", "What called for a person, whether it arrived, and whether it is acknowledged; oldest first.") { profile };
        options.AddTo(command);
        command.Add(json);
        command.Add(csv);
        command.OneForm(json, csv);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (home, wanted) = (parsed.Home(profile), options.FilterOf(parsed));
            await using var connection = await NatsClient.ConnectAsync(home, NatsUsers.Viewer, cancellationToken);
            var reading = new ListReading();
            var book = await ReadAsync(connection, machine.GetUtcNow().AddDays(-options.DaysOf(parsed)), reading, cancellationToken);
            AlertsTable.Show(wanted(book.Lines), parsed.Form(json, csv));
            return reading.ExitCode;
        });
        command.Add(Acknowledge(machine));
        command.Add(Test(machine));
        return command;
    }

    private static Command Acknowledge(TimeProvider machine)
    {
        var profile = CommonOptions.Profile();
        var ids = new Argument<string[]>("id") { Description = "Ids as alerts shows them, or their first characters.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "Every one of the last 7 days that is not acknowledged." };
        var command = new Command("ack", "Take note: the same is not told again for some hours (Alerts:AcknowledgedMinutes).") { ids, profile, all };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var asked = parsed.GetValue(ids) ?? [];
            if (asked.Length == 0 != parsed.GetValue(all))
                throw new PipelineException(ExitCodes.Usage, "Say which: ids as ./pipeline alerts shows them, or --all.");
            var home = parsed.Home(profile);
            await using var connection = await NatsClient.ConnectAsync(home, Processes.Orchestrator, cancellationToken);
            var book = await ReadAsync(connection, machine.GetUtcNow().AddDays(parsed.GetValue(all) ? -7 : -90), new ListReading(), cancellationToken);
            var chosen = parsed.GetValue(all) ? [.. book.Lines.Where(line => line.AcknowledgedAt is null)] : asked.Select(id => OneOf(book, id)).ToList();
            var publisher = new MessagePublisher(connection, new StoredMessages(connection), machine, NullLogger<MessagePublisher>.Instance);
            foreach (var line in chosen)
            {
                var told = AlertEvents.AcknowledgedOf(line.Alert, machine.GetUtcNow());
                await publisher.PublishAsync(Subjects.Event(Processes.Orchestrator, told.Type), told, PublishExpectation.Once(told.Id), cancellationToken);
            }

            await Console.Error.WriteLineAsync(chosen.Count == 1 ? $"Acknowledged: {chosen[0].Alert.Text}" : $"{chosen.Count} alerts acknowledged.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Test(TimeProvider machine)
    {
        var profile = CommonOptions.Profile();
        var route = new Option<string?>("--route") { Description = "Only this one." };
        var command = new Command("test", "Send a test alert to each route now, without the running system, and say how each fared.") { profile, route };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = parsed.Home(profile);
            var routes = AlertRoutesFile.Read(home);
            if (routes.Count == 0)
                throw new PipelineException(ExitCodes.Configuration, $"There are no routes: write them into {AlertRoutesFile.PathIn(home)} (chmod 600). orchestrator/README.md shows how.");
            if (parsed.GetValue(route) is { } name)
                routes = [routes.FirstOrDefault(one => one.Name == name) ?? throw new PipelineException(ExitCodes.Usage, $"There is no route '{name}'. The routes are: {string.Join(", ", routes.Select(one => one.Name))}.")];
            return await TryAllAsync(home, routes, machine, cancellationToken);
        });
        return command;
    }

    private static async Task<int> TryAllAsync(PipelineHome home, IReadOnlyList<AlertRoute> routes, TimeProvider machine, CancellationToken cancellationToken)
    {
        // A person waits: one attempt and a second one.
        using var sender = new WebhookSender(home.Profile, machine, retries: 1);
        var results = await Task.WhenAll(routes.Select(async route =>
        {
            var now = machine.GetUtcNow();
            var began = machine.GetTimestamp();
            var result = await sender.SendAsync(route, TestAlert(route, now), cancellationToken);
            return (route, result, machine.GetElapsedTime(began));
        }));
        AlertsTable.Show(results);
        return results.All(one => one.result.IsDelivered) ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static Alert TestAlert(AlertRoute route, DateTimeOffset now) => new()
    {
        Id = Alert.IdOf(AlertKind.Test, $"{route.Name}@{now.UtcTicks}"),
        Kind = AlertKind.Test,
        Severity = EventSeverity.Info,
        Key = $"test:{route.Name}",
        Text = $"This is a test of route {route.Name}. Nothing is wrong.",
        At = now,
        CorrelationId = "test",
        CausationId = "test",
    };

    private static async Task<AlertBook> ReadAsync(PipelineConnection connection, DateTimeOffset since, ListReading reading, CancellationToken cancellationToken)
    {
        var book = new AlertBook();
        var range = new ReadRange { Subjects = [.. AlertEvents.Types.Select(type => Subjects.Event(Processes.Orchestrator, type))], Since = since };
        await foreach (var message in new OrderedReader(connection).ReadAsync(Streams.Events, range, cancellationToken))
        {
            if (reading.Read<PipelineEvent>(message.Stream, message.Sequence, message.Subject, message.Data.Span) is { } told)
                book.Fold(told);
        }

        return book;
    }

    private static AlertLine OneOf(AlertBook book, string id)
    {
        var found = book.Lines.Where(line => line.Alert.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new PipelineException(ExitCodes.Usage, $"There is no alert '{id}'. See them with ./pipeline alerts --all."),
            _ => throw new PipelineException(ExitCodes.Usage, $"'{id}' begins {found.Count} alerts: give more of its characters."),
        };
    }
}
