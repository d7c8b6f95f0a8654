using Microsoft.Extensions.Configuration;
using Pipeline.Contracts.Control;
using Pipeline.Orchestrator.Configuration;

namespace Pipeline.Tests.Unit.Hosting;

public sealed class OverlayChangeTests
{
    private const string Positions = "Buyer:MaxPositions";

    private static readonly IConfigurationRoot Today = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(Positions, (string?)"2")]).Build();

    [Fact]
    public void A_value_that_only_todays_file_says_is_set_all_the_same() =>
        Assert.Equal("2", OverlayChange.Of(Today, Set(), Wanted((Positions, "2")))!.After[Positions]);

    [Fact]
    public void What_is_set_so_already_changes_nothing()
    {
        Assert.Null(OverlayChange.Of(Today, Set((Positions, "3")), Wanted((Positions, "3"))));
        Assert.Null(OverlayChange.Of(Today, Set((Positions, "3")), Wanted(("Buyer:MaxSpread", null))));
    }

    [Fact]
    public void What_changes_is_shown_with_old_and_new_and_only_that()
    {
        var change = OverlayChange.Of(Today, Set((Positions, "3"), ("Buyer:MaxSpread", "0.01")), Wanted((Positions, null), ("Buyer:MaxSpread", "0.01")))!;

        Assert.Equal([new SettingChange(Positions, "3", "2")], change.Changes);
        Assert.Equal(["Buyer:MaxSpread"], change.After.Keys);
    }

    [Fact]
    public void A_name_in_other_case_is_the_same_setting() =>
        Assert.Equal("5", Assert.Single(OverlayChange.Of(Today, Set(("Monitor:Exits:fallingbars", "4")), Wanted(("Monitor:Exits:FallingBars", "5")))!.After).Value);

    private static Dictionary<string, string> Set(params (string Key, string Value)[] set) => set.ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal);

    private static Dictionary<string, string?> Wanted(params (string Key, string? Value)[] set) => set.ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal);
}
