using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Domain.Alerts;

namespace Pipeline.Tests.Unit.Contracts;

public sealed class EventCatalogueTests
{
    [Fact]
    public void Every_event_that_the_code_tells_is_in_the_catalogue()
    {
        var told = ToldEvents.All.ToList();

        Assert.True(told.Count > 60, $"Only {told.Count} tellings were found: the code tells in another way than this test looks for.");
        Assert.Empty(told.Where(one => EventCatalogue.Find(one.Name) is null).Select(one => $"{one.Path} tells {one.Name}, which is not in the catalogue").Distinct());
    }

    [Fact]
    public void Every_event_of_the_catalogue_is_named_in_the_code_of_each_who_tells_it() => Assert.Empty(
        from type in EventCatalogue.All
        from process in type.Tellers
        where !ToldEvents.IsNamed(type.Name, process)
        select $"{process} does not tell {type.Name}");

    [Fact]
    public void No_event_is_named_twice_and_each_name_is_a_token_of_a_subject()
    {
        Assert.Empty(EventCatalogue.All.GroupBy(type => type.Name).Where(group => group.Count() > 1).Select(group => group.Key));
        Assert.All(EventCatalogue.All, type => Assert.Matches("^[a-z]+(_[a-z]+)*$", type.Name));
        Assert.All(EventCatalogue.All, type => Assert.Subset(new HashSet<string>([.. Processes.Stages, Processes.Orchestrator]), type.Tellers.ToHashSet()));
        Assert.All(EventCatalogue.All, type => Assert.EndsWith(".", type.Meaning, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_event_that_calls_for_an_alert_is_in_the_catalogue() =>
        Assert.Subset(EventCatalogue.All.Select(type => type.Name).ToHashSet(), AlertTable.Types.ToHashSet());
}
