using Pipeline.Broker.Port;
using Pipeline.Contracts.Values;

namespace Pipeline.Tests.Integration.Broker;

/// <summary>A venue, or a proxy before it, that repeats the keys on the market-data stream.</summary>
public sealed class StreamSecretsTests
{
    private const string Id = "PKSECRETKEYID0000001";
    private const string Secret = "verysecretverysecret";

    [Theory]
    [InlineData(409)]
    [InlineData(500)]
    public async Task The_keys_are_in_no_log_and_no_item_whatever_the_venue_says_on_the_stream(int code)
    {
        using var logs = new HeardLogs();
        await using var venue = await HostileVenue.OverStreamAsync(async (peer, _) =>
        {
            await peer.SayAsync("""[{"T":"success","msg":"connected"}]""");
            await peer.HearAsync();
            await peer.SayAsync("""[{"T":"success","msg":"authenticated"}]""");
            await peer.HearAsync();
            await peer.SayAsync($$"""[{"T":"error","code":{{code}},"msg":"not with {{Id}} and {{Secret}}"}]""");
            await peer.HearOutAsync();
        });
        await using var session = VenueSession.Create(
            new Dictionary<string, string?>(venue.Settings(("Simulated", "false"))) { ["APCA_API_KEY_ID"] = Id, ["APCA_API_SECRET_KEY"] = Secret }, logs: logs);
        session.Market.Want(new MarketSubscription(AllBars: false, new HashSet<Symbol>(), new HashSet<Symbol> { new("AAPL") }));
        await using var reading = session.Market.Reading();
        await reading.Until("the venue's word", item => item.ToString()!.Contains("not with (hidden) and (hidden)", StringComparison.Ordinal));
        Assert.Contains(logs.Lines, line => line.Contains("not with (hidden) and (hidden)", StringComparison.Ordinal));
        Assert.DoesNotContain(logs.Lines.Concat(reading.Items.Select(item => item.ToString()!)), text =>
            text.Contains(Id, StringComparison.Ordinal) || text.Contains(Secret, StringComparison.Ordinal));
    }
}
