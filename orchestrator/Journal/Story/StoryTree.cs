namespace Pipeline.Orchestrator.Journal.Story;

/// <summary>Puts the steps of a story under the steps that led to them.</summary>
public static class StoryTree
{
    /// <summary>A position in which only the peak has moved: nothing happened, but what happens next names it as its cause.</summary>
    private const string Held = "held";

    /// <param name="steps">All steps of one story.</param>
    /// <param name="parents">An order's venue id to that of the order it is a leg of, or replaces.</param>
    /// <returns>Causes before what they led to, siblings in the order of the machine's time.</returns>
    public static IReadOnlyList<StoryNode> Of(IReadOnlyList<StoryStep> steps, IReadOnlyDictionary<string, string> parents)
    {
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentNullException.ThrowIfNull(parents);
        if (steps.Count == 0)
            return [];
        var ordered = steps.OrderBy(step => step.MachineTime).ThenBy(step => step.Stream, StringComparer.Ordinal).ThenBy(step => step.Sequence).ToList();
        var causes = CausesOf(ordered, parents);
        var children = ordered.Where(step => step.Kind != Held).ToLookup(step => Shown(causes, step));
        var nodes = new List<StoryNode>();
        var start = ordered[0].MachineTime;
        var waiting = new Stack<(StoryStep Step, int Depth, StoryStep? Cause)>(children[null].Reverse().Select(step => (step, 0, (StoryStep?)null)));
        while (waiting.TryPop(out var next))
        {
            nodes.Add(new StoryNode(next.Step, next.Depth, next.Cause, next.Step.MachineTime - start, next.Cause is { } cause ? next.Step.MachineTime - cause.MachineTime : null));
            foreach (var child in children[next.Step].Reverse())
                waiting.Push((child, next.Depth + 1, next.Step));
        }

        return nodes;
    }

    /// <summary>The nearest cause that is shown.</summary>
    private static StoryStep? Shown(Dictionary<StoryStep, StoryStep?> causes, StoryStep step)
    {
        var cause = causes[step];
        while (cause is { Kind: Held })
            cause = causes[cause];
        return cause;
    }

    private static Dictionary<StoryStep, StoryStep?> CausesOf(List<StoryStep> ordered, IReadOnlyDictionary<string, string> parents)
    {
        var byId = ordered.GroupBy(step => step.Id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var news = ordered.Where(step => step is { Kind: "order", OrderId: not null }).ToLookup(step => step.OrderId!, StringComparer.Ordinal);
        var answers = ordered.Where(step => step is { Kind: "answer", OrderId: not null }).GroupBy(step => step.OrderId!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var causes = new Dictionary<StoryStep, StoryStep?>();
        foreach (var step in ordered)
        {
            var cause = CauseOf(step, byId, news, answers, parents);
            // No message is its own cause, nor that of its cause, whatever ids say.
            for (var above = cause; above is not null; above = causes.GetValueOrDefault(above))
            {
                if (above == step)
                    cause = null;
            }

            causes[step] = cause;
        }

        return causes;
    }

    private static StoryStep? CauseOf(
        StoryStep step, Dictionary<string, StoryStep> byId, ILookup<string, StoryStep> news, Dictionary<string, StoryStep> answers, IReadOnlyDictionary<string, string> parents)
    {
        if (step is { Kind: "order", OrderId: { } order })
        {
            var first = news[order].First();
            if (first != step)
                return first;
            return answers.GetValueOrDefault(order) ?? (parents.TryGetValue(order, out var parent) ? answers.GetValueOrDefault(parent) ?? news[parent].FirstOrDefault() : null);
        }

        if (byId.TryGetValue(step.CausationId, out var cause))
            return cause == step ? null : cause;
        // What follows from an order names the order: the news it followed from is the last before it.
        return news[step.CausationId].LastOrDefault(told => told.MachineTime <= step.MachineTime) ?? news[step.CausationId].FirstOrDefault();
    }
}
