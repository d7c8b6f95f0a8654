using Pipeline.Orchestrator.Journal.Story;

namespace Pipeline.Tests.Unit.Journal;

/// <summary>A story is a tree of causes; the recorded one is of a trade bought in two parts and sold by a rule.</summary>
public sealed class StoryTests
{
    private static readonly DateTimeOffset Start = JournalUnderTest.StreamsMade;

    [Fact]
    public async Task A_trade_s_story_hangs_together_from_its_signal_to_its_cooldown()
    {
        using var journal = JournalUnderTest.With(await RecordedStory.ReadAsync());
        var (steps, nodes) = Read(journal, RecordedStory.Parts);
        var roots = nodes.Where(node => node.Depth == 0).Select(node => node.Step.Kind);

        Assert.Equal(["signal", "signal_found"], roots.Order());
        Assert.Equal(steps.Count(step => step.Kind != "held"), nodes.Count);
        Assert.Equal(nodes.Count, nodes.Select(node => node.Step).Distinct().Count());
        Assert.All(nodes, node => Assert.True(node.Cause is null || nodes.TakeWhile(other => other != node).Any(other => other.Step == node.Cause)));
        Assert.Equal(["entry", "signal"], Causes(nodes, "answer"));
        Assert.Contains("wanted", Causes(nodes, "trade"));
        Assert.All(nodes.Where(node => node.Step.Kind == "order"), node => Assert.NotNull(node.Cause));
    }

    [Fact]
    public async Task Its_stretches_are_timed()
    {
        using var journal = JournalUnderTest.With(await RecordedStory.ReadAsync());
        var took = StoryLatencies.Of(Read(journal, RecordedStory.Parts).Steps);

        Assert.All(new[] { took.SignalToRequest, took.RequestToAnswer, took.AnswerToPosition, took.PositionToProtection, took.ExitToFlat }, span => Assert.True(span > TimeSpan.Zero));
    }

    [Theory]
    [InlineData("momentum-CYBJ-20260105T144900Z")]
    [InlineData("8taxdq95kjq7dt8ndkg1")]
    [InlineData("pl-8taxdq95kjq7dt8ndkg1-entry-0")]
    [InlineData("momentum-CYBJ-20260105T144900Z-found")]
    [InlineData("8taxdq")]
    public async Task A_story_is_found_by_the_id_of_anything_in_it(string id)
    {
        using var journal = JournalUnderTest.With(await RecordedStory.ReadAsync());

        Assert.Equal([RecordedStory.Parts], journal.Read(reader => reader.StoriesOf(id)));
        var order = journal.Read(reader => reader.OrdersOf(RecordedStory.Parts))[0].Order.VenueOrderId;
        Assert.Equal([RecordedStory.Parts], journal.Read(reader => reader.StoriesOf(order)));
    }

    [Fact]
    public async Task A_beginning_that_fits_several_stories_finds_them_all_and_wildcards_are_letters()
    {
        using var journal = JournalUnderTest.With(await RecordedStory.ReadAsync());

        Assert.True(journal.Read(reader => reader.StoriesOf("momentum-")).Count > 1);
        Assert.Empty(journal.Read(reader => reader.StoriesOf("%%%%")));
        Assert.Empty(journal.Read(reader => reader.StoriesOf("mo")));
    }

    [Fact]
    public void Messages_that_name_each_other_as_causes_are_shown_once_each()
    {
        var nodes = StoryTree.Of([Step("a", "b", 0), Step("b", "a", 1), Step("c", "c", 2), Step("d", "nobody", 3)], new Dictionary<string, string>());

        Assert.Equal(["a", "b", "c", "d"], nodes.Select(node => node.Step.Id).Order());
        Assert.Contains(nodes, node => node.Depth == 0);
    }

    [Fact]
    public void What_a_step_that_is_not_shown_led_to_hangs_under_what_led_to_it()
    {
        var nodes = StoryTree.Of([Step("signal", "bar", 0), Step("peak", "signal", 1, "held"), Step("exit", "peak", 2)], new Dictionary<string, string>());

        Assert.Equal(["signal", "exit"], nodes.Select(node => node.Step.Id));
        Assert.Equal((1, TimeSpan.FromSeconds(2)), (nodes[1].Depth, nodes[1].SinceCause));
    }

    private static (IReadOnlyList<StoryStep> Steps, IReadOnlyList<StoryNode> Nodes) Read(JournalUnderTest journal, string correlationId) => journal.Read(reader =>
    {
        var steps = reader.StepsOf(correlationId);
        return (steps, StoryTree.Of(steps, reader.OrderParentsOf(correlationId)));
    });

    // From the first step of a kind up to the root, the nearest first.
    private static IEnumerable<string> Causes(IReadOnlyList<StoryNode> nodes, string kind)
    {
        for (var node = nodes.First(one => one.Step.Kind == kind); node.Cause is { } cause; node = nodes.First(one => one.Step == cause))
            yield return cause.Kind;
    }

    private static StoryStep Step(string id, string causationId, int second, string kind = "wanted") =>
        new("SIGNALS", second + 1, id, causationId, kind, null, null, null, null, Start.AddSeconds(second), Start.AddSeconds(second), id);
}
