using System.Globalization;
using Pipeline.Exchange;

namespace Pipeline.Tests.Benchmarks.Exchange;

/// <summary>The same orders given to the matching engine itself, without HTTP, JSON and journal.</summary>
internal static class EngineLoad
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 15, 0, 0, TimeSpan.Zero);

    /// <summary>Orders a second.</summary>
    public static double Run(int orders, IReadOnlyList<string> symbols)
    {
        var venue = new TradingVenue(new StillMarket(), new MatchingOptions(), new VenueState());
        venue.Open(1_000_000_000_000m, Start);
        var began = TimeProvider.System.GetTimestamp();
        for (var number = 1; number <= orders; number++)
        {
            // A thousand orders a venue second.
            var now = Start.AddSeconds(number / 1000);
            if (number % 1000 == 0) venue.Step(now);
            var answer = venue.Submit(new OrderRequest
            {
                Symbol = symbols[number % symbols.Count],
                Side = Side.Buy,
                Type = number % 2 == 0 ? OrderType.Market : OrderType.Limit,
                LimitPrice = number % 2 == 0 ? null : 1m,
                TimeInForce = TimeInForce.Gtc,
                Quantity = 10m,
                ClientOrderId = string.Create(CultureInfo.InvariantCulture, $"bench-{number}"),
            }, now);
            if (answer.Order is null) throw new InvalidOperationException($"An order of the load was refused: {answer.Refusal!.Message}");
            venue.Settle(now);
            venue.TakeEvents();
        }

        return orders / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    private sealed class StillMarket : IMarket
    {
        public Asset Find(string symbol) => new(symbol, symbol);

        public Tick TickAt(string symbol, DateTimeOffset at) => new(50.00m, 50.02m, 500m, 500m, 50.01m, at);
    }
}
