namespace Pipeline.Orchestrator.Journal.Story;

/// <summary>A step in its place in the tree of causes.</summary>
/// <param name="Step">The step.</param>
/// <param name="Depth">0 for what the story began with.</param>
/// <param name="Cause">The step that led to it; null where the story does not tell.</param>
/// <param name="SinceStart">Machine time since the story's first step.</param>
/// <param name="SinceCause">Machine time since its cause; null without one.</param>
public sealed record StoryNode(StoryStep Step, int Depth, StoryStep? Cause, TimeSpan SinceStart, TimeSpan? SinceCause);
