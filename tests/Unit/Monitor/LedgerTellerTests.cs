using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Values;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Stages;
using Pipeline.Monitor.Books;
using Pipeline.Tests.TestKit;
using Pipeline.Tests.Unit.Contracts;
using Pipeline.Tests.Unit.Hosting;

namespace Pipeline.Tests.Unit.Monitor;

/// <summary>Told into a spool that nobody publishes from.</summary>
public sealed class LedgerTellerTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_stop_is_created_once_and_moved_afterwards()
    {
        var without = SampleLedger.Position with { WantedStop = null };
        var first = without with { WantedStop = new Price(95m) };
        var raised = first with { WantedStop = new Price(96m) };

        Assert.Equal(["trailing_created", "trailing_moved"], (await Told((without, first), (first, first), (first, raised))).Where(type => type.StartsWith("trailing", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_new_round_trip_has_a_stop_of_its_own_though_the_one_before_had_the_same()
    {
        var before = SampleLedger.Position with { WantedStop = new Price(95m), TrailingActive = false };
        var after = before with { TradeId = "another" };

        Assert.Equal(["trailing_created"], (await Told((before, after))).Where(type => type.StartsWith("trailing", StringComparison.Ordinal)));
    }

    private async Task<IReadOnlyList<string>> Told(params (Position Before, Position After)[] changes)
    {
        var path = _home.Path("monitor.events");
        using (var spool = EventSpool.Open(path))
        using (var teller = Unstarted.Teller(Unstarted.Run(Processes.Monitor), TimeProvider.System, spool))
        {
            foreach (var (before, after) in changes)
                await new LedgerTeller(teller).TellAsync(before, after);
        }

        using var next = EventSpool.Open(path);
        return [.. next.Left.Select(told => told.Type)];
    }
}
