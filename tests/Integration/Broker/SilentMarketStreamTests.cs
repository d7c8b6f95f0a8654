using Microsoft.AspNetCore.Http;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Values;

namespace Pipeline.Tests.Integration.Broker;

/// <summary>A market-data stream that stays connected and says nothing.</summary>
public sealed class SilentMarketStreamTests
{
    private static readonly DateTimeOffset Open = new(2026, 1, 5, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_stream_that_says_nothing_while_bars_go_on_by_request_is_dead()
    {
        await using var venue = await SilentVenue(request => request);
        await using var session = Session(venue);
        await using var reading = session.Market.Reading();
        await reading.Until("the connection", item => item is MarketStreamItem.Connected);
        await reading.Until("the loss", item => item is MarketStreamItem.Lost lost && lost.Reason.Contains("says nothing", StringComparison.Ordinal));
        await reading.Until("the next connection", item => item is MarketStreamItem.Connected);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task A_stream_that_says_nothing_while_there_are_no_new_bars_either_is_quiet(int status)
    {
        await using var venue = await SilentVenue(_ => 1, status);
        await using var session = Session(venue);
        await using var reading = session.Market.Reading();
        await reading.Until("the connection", item => item is MarketStreamItem.Connected);
        await Pipeline.Tests.TestKit.Eventually.Holds("the fourth question for bars", () => venue.Requests.Count(request => request.EndsWith("/bars/latest", StringComparison.Ordinal)) >= 4);
        Assert.Empty(reading.Items.OfType<MarketStreamItem.Lost>());
    }

    private static VenueSession Session(HostileVenue venue)
    {
        var session = VenueSession.Create(venue.Settings(("StreamSilence", "00:00:00.3"), ("ReadDeadline", "00:00:00.3")));
        session.Market.Want(new MarketSubscription(AllBars: true, new HashSet<Symbol> { new("AAPL") }, new HashSet<Symbol>()));
        return session;
    }

    /// <param name="minute">Minutes that have passed by the time of a request, which is counted from 1.</param>
    private static Task<HostileVenue> SilentVenue(Func<int, int> minute, int status = 200) => HostileVenue.StartAsync(
        (context, request) =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync($$$"""{"bars":{"AAPL":{"t":"{{{Open.AddMinutes(minute(request)):O}}}","o":10,"h":11,"l":9,"c":10,"v":100} } }""");
        },
        async (peer, _) =>
        {
            await peer.SayAsync("""[{"T":"success","msg":"connected"}]""");
            await peer.HearAsync();
            await peer.SayAsync("""[{"T":"success","msg":"authenticated"}]""");
            await peer.HearAsync();
            await peer.SayAsync("""[{"T":"subscription","trades":[],"quotes":[],"bars":["*"],"updatedBars":["*"]}]""");
            await peer.HearOutAsync();
        });
}
