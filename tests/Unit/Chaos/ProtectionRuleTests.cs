using Pipeline.Orchestrator.Chaos.Checking;
using Pipeline.Orchestrator.Chaos.Checking.Rules;

namespace Pipeline.Tests.Unit.Chaos;

public sealed class ProtectionRuleTests
{
    private static readonly TradingHours Session = new(VenueLogText.At(0), VenueLogText.At(1_000));

    [Fact]
    public void A_stop_held_beside_a_working_target_protects() => Assert.Empty(Spans(new VenueLogText().Bracket(10)));

    [Fact]
    public void Legs_that_wait_for_their_entry_protect_nothing()
    {
        var log = new VenueLogText().Order(10, "new", "e1").Order(10, "held", "e1-target", "sell", role: "take_profit", parent: "e1").Order(10, "held", "e1-stop", "sell", "stop", role: "stop_loss", parent: "e1")
            .Fill(11, "e1", 100, quantity: 4).Order(12.5, "canceled", "e1", filled: 4)
            .Order(12.5, "canceled", "e1-target", "sell", role: "take_profit", parent: "e1").Order(12.5, "canceled", "e1-stop", "sell", "stop", role: "stop_loss", parent: "e1")
            .Order(13, "new", "o", "sell", @class: "oco", role: "take_profit", quantity: 4).Order(13, "held", "o-stop", "sell", "stop", "oco", "stop_loss", quantity: 4, parent: "o");

        var bare = Assert.Single(Spans(log));
        Assert.Equal((4m, TimeSpan.FromSeconds(2), TimeSpan.Zero), (bare.Shares, bare.Ours, bare.Venues));
    }

    [Fact]
    public void More_than_five_seconds_is_a_finding_and_five_are_not()
    {
        VenueLogText Bare(double seconds) => new VenueLogText().Order(10, "new", "e1", @class: "simple").Fill(11, "e1", 100, @class: "simple").Order(11 + seconds, "new", "s", "sell", "stop", "simple");

        Assert.Empty(ProtectionRule.Judge(Of(Bare(5))));
        var finding = Assert.Single(ProtectionRule.Judge(Of(Bare(5.001))));
        Assert.Equal((Figure.Unprotected, "ABCD"), (finding.Figure, finding.Symbol));
        Assert.Contains("10 shares were without a working exit for 5001 ms", finding.Text, StringComparison.Ordinal);
        Assert.Equal(5_001, Verdict.Of(Of(Bare(5.001)), 1, 0, 0, 0).Verdict.MaxUnprotectedMs);
    }

    [Theory]
    [InlineData("market", "new", true)]
    [InlineData("market", "pending_new", true)]
    [InlineData("limit", "new", true)]
    [InlineData("stop", "new", true)]
    [InlineData("stop", "pending_new", false)]
    [InlineData("stop", "suspended", false)]
    [InlineData("stop", "done_for_day", false)]
    public void An_exit_under_way_protects_once_it_works(string type, string status, bool protects)
    {
        var log = new VenueLogText().Order(10, "new", "e1", @class: "simple").Fill(11, "e1", 100, @class: "simple").Order(12, status, "x", "sell", type, "simple");

        Assert.Equal(protects ? 1 : 49, Assert.Single(Spans(log)).Ours.TotalSeconds);
    }

    [Fact]
    public void A_target_alone_and_a_stop_for_fewer_shares_do_not_protect()
    {
        var target = new VenueLogText().Bracket(10).Order(20, "canceled", "e1-stop", "sell", "stop", role: "stop_loss", parent: "e1");
        var fewer = new VenueLogText().Bracket(10).Order(20, "restated", "e1-stop", "sell", "stop", role: "stop_loss", status: "held", quantity: 6, parent: "e1");

        Assert.Equal((10m, 40), (Assert.Single(Spans(target)).Shares, Assert.Single(Spans(target)).Ours.TotalSeconds));
        Assert.Equal((4m, 40), (Assert.Single(Spans(fewer)).Shares, Assert.Single(Spans(fewer)).Ours.TotalSeconds));
    }

    [Fact]
    public void A_pending_replace_protects_as_what_it_still_is() =>
        Assert.Empty(Spans(new VenueLogText().Bracket(10).Order(20, "pending_replace", "e1-stop", "sell", "stop", role: "stop_loss", parent: "e1", underlying: "held")));

    [Fact]
    public void What_the_venue_costs_is_counted_apart_once()
    {
        var log = new VenueLogText().Order(10, "new", "e1", @class: "simple").Fill(11, "e1", 100, @class: "simple").Order(21, "new", "s", "sell", "stop", "simple");
        Trouble[] troubles =
        [
            new(VenueLogText.At(5), VenueLogText.At(14), null, "away"), new(VenueLogText.At(13), VenueLogText.At(16), "ABCD", "halted"), new(VenueLogText.At(11), VenueLogText.At(21), "EFGH", "halted"),
        ];

        var bare = Assert.Single(ProtectionRule.Spans(Of(log) with { Troubles = troubles }));
        Assert.Equal((5, 5), (bare.Ours.TotalSeconds, bare.Venues.TotalSeconds));
    }

    [Fact]
    public void Only_time_in_session_counts_whatever_the_clock_does_between()
    {
        // Venue time runs at the machine's pace until the close, then jumps over the night.
        var log = new VenueLogText().Order(990, "new", "e1", @class: "simple").Fill(990, "e1", 100, @class: "simple");
        var evidence = Of(log) with
        {
            Sessions = [Session, new TradingHours(VenueLogText.At(80_000), VenueLogText.At(90_000))],
            Clocks = [new ClockPair(VenueLogText.At(1_005), VenueLogText.At(1_005)), new ClockPair(VenueLogText.At(1_006), VenueLogText.At(79_995)), new ClockPair(VenueLogText.At(1_016), VenueLogText.At(80_005))],
            Until = VenueLogText.At(1_016),
        };

        Assert.Equal(15, Assert.Single(ProtectionRule.Spans(evidence)).Ours.TotalSeconds, 3);
    }

    [Fact]
    public void Halts_are_read_from_the_venues_log()
    {
        var log = new VenueLogText()
            .Add(10, new() { ["type"] = "asset", ["decision"] = "halted", ["asset"] = new System.Text.Json.Nodes.JsonObject { ["symbol"] = "ABCD" } })
            .Add(14, new() { ["type"] = "asset", ["decision"] = "resumed", ["asset"] = new System.Text.Json.Nodes.JsonObject { ["symbol"] = "ABCD" } })
            .Add(20, new() { ["type"] = "asset", ["decision"] = "halted", ["asset"] = new System.Text.Json.Nodes.JsonObject { ["symbol"] = "EFGH" } });

        Assert.Equal(
            [new Trouble(VenueLogText.At(10), VenueLogText.At(14), "ABCD", "halted"), new Trouble(VenueLogText.At(20), VenueLogText.At(60), "EFGH", "halted")],
            VenueHalts.Of(log.Entries, VenueLogText.At(60)));
    }

    private static IReadOnlyList<BareSpan> Spans(VenueLogText log) => ProtectionRule.Spans(Of(log));

    private static Evidence Of(VenueLogText log) => new() { Venue = log.Entries, Sessions = [Session], Until = VenueLogText.At(60) };
}
