namespace Pipeline.Orchestrator.Journal.Story;

/// <summary>How long a story's main stretches took, machine time; null where one of the two ends is not told.</summary>
/// <param name="SignalToRequest">From the signal's publishing to the sending of the entry.</param>
/// <param name="RequestToAnswer">From the sending to the venue's answer, as recorded.</param>
/// <param name="AnswerToPosition">From there to the first shares in the book.</param>
/// <param name="PositionToProtection">From the first shares to their stop being verified at the venue.</param>
/// <param name="ExitToFlat">From the decision to leave to the proof that nothing is held.</param>
public sealed record StoryLatencies(TimeSpan? SignalToRequest, TimeSpan? RequestToAnswer, TimeSpan? AnswerToPosition, TimeSpan? PositionToProtection, TimeSpan? ExitToFlat)
{
    public static StoryLatencies Of(IReadOnlyList<StoryStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        return new StoryLatencies(
            Between(steps, "signal", "entry_sent"), Between(steps, "entry_sent", "answer"), Between(steps, "answer", "position_opened"),
            Between(steps, "position_opened", "protection_verified"), Between(steps, "exit_decided", "flat_proven"));
    }

    private static TimeSpan? Between(IReadOnlyList<StoryStep> steps, string from, string to) =>
        First(steps, from) is { } began && First(steps, to) is { } ended ? ended.MachineTime - began.MachineTime : null;

    private static StoryStep? First(IReadOnlyList<StoryStep> steps, string kind) => steps.Where(step => step.Kind == kind).MinBy(step => step.MachineTime);
}
