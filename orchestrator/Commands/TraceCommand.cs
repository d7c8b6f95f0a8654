using System.CommandLine;
using Pipeline.Contracts.Events;
using Pipeline.Hosting;
using Pipeline.Orchestrator.Journal.Reading;
using Pipeline.Orchestrator.Journal.Story;
using Pipeline.Orchestrator.Output;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>trace ID</c>: one signal's whole story, from the bar to the trade, as a tree of causes.</summary>
public static class TraceCommand
{
    public static Command Create(TimeProvider machine)
    {
        var options = new ListOptions();
        var id = new Argument<string>("id") { Description = "Of a signal, a trade, an order (the venue's id or the client's) or any message; its first characters are enough where they fit one story." };
        var command = new Command("trace", "One signal's whole story as a tree of causes, with times and latencies.") { id };
        options.AddTo(command, all: false);
        id.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
                result.AddError("An id is needed: they stand in ./pipeline signals, orders and trades.");
        });
        command.SetAction((parsed, cancellationToken) => JournalList.RunAsync(
            options, parsed, machine, (reader, _) => Show(reader, parsed.GetValue(id)!, options.FormOf(parsed)), cancellationToken));
        return command;
    }

    private static int Show(JournalReader reader, string id, ListForm form)
    {
        var stories = reader.StoriesOf(id);
        if (stories.Count == 0)
            throw new PipelineException(ExitCodes.Failed, $"Nothing is known of '{id}'. Ids stand in ./pipeline signals, orders and trades (with --json all of them).");
        if (stories.Count > 1)
            throw new PipelineException(ExitCodes.Usage, $"'{id}' fits several stories; write more of it:{Environment.NewLine}{string.Join(Environment.NewLine, stories)}");
        var steps = reader.StepsOf(stories[0]);
        var nodes = StoryTree.Of(steps, reader.OrderParentsOf(stories[0]));
        if (form == ListForm.Table)
            StoryView.Show(stories[0], steps, nodes);
        else
            ListOutput.Write(form, nodes, Columns);
        return ExitCodes.Done;
    }

    private static readonly Column<StoryNode>[] Columns =
    [
        new("depth", node => node.Depth),
        new("kind", node => node.Step.Kind),
        new("process", node => node.Step.Process),
        new("symbol", node => node.Step.Symbol?.Name),
        new("orderId", node => node.Step.OrderId),
        new("reason", node => node.Step.Reason),
        new("venueTime", node => node.Step.VenueTime),
        new("machineTime", node => node.Step.MachineTime),
        new("sinceStartMs", node => Math.Round(node.SinceStart.TotalMilliseconds, 3)),
        new("sinceCauseMs", node => node.SinceCause is { } since ? Math.Round(since.TotalMilliseconds, 3) : null),
        new("text", node => node.Step.Text),
        new("id", node => node.Step.Id),
        new("causeId", node => node.Cause?.Id),
        new("stream", node => node.Step.Stream),
        new("sequence", node => node.Step.Sequence),
    ];
}
