using System.Collections.Concurrent;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Pipeline.Broker.Json;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Entries;
using Pipeline.Domain.Risk;
using Pipeline.Domain.VenueRules;
using Pipeline.Tests.Unit.Exchange;
using At = Pipeline.Exchange;

namespace Pipeline.Tests.Unit.Entries;

/// <summary>What the buyer decides, written as the body that leaves, meets the exchange's own rules: it is never refused, and what it buys can be protected.</summary>
public sealed class EntryBodyProperties
{
    private static readonly decimal[] Steps = [0.000000001m, 0.000001m, 0.0001m, 0.01m, 1m];
    private static readonly decimal[] PriceSteps = [0.000000001m, 0.00001m, 0.0001m, 0.001m, 0.01m, 0.1m, 1m];

    [Fact]
    public void What_is_sent_is_never_refused_and_what_it_buys_can_be_protected()
    {
        var entered = new ConcurrentDictionary<EntryForm, int>();
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var chance = new Random(seed);
            var (venue, asset) = Open(chance);
            if (EntryRules.Decide(Question(venue, asset, chance)) is not EntryDecision.Enter enter)
                return;
            var body = EntryBodies.Of("id", new Symbol(asset.Symbol), enter);
            var terms = TermsOf(body);
            Assert.Equal(EntryTerms.Of(new Symbol(asset.Symbol), enter) with { ClientOrderId = "id" }, terms);

            var order = venue.Send(RequestOf(terms));
            entered.AddOrUpdate(enter.Form, 1, (_, count) => count + 1);
            Assert.True(venue.State.Ledger.Cash >= 100_000m - enter.Reserved.Value, $"{body} cost more than was reserved");
            if (enter.Form != EntryForm.Bracket && order.FilledQuantity > 0m)
                venue.Send(Protection(asset, enter, venue.State.Ledger.OwnOf(asset.Symbol)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

        Assert.All(Enum.GetValues<EntryForm>(), form => Assert.True(entered.GetValueOrDefault(form) > 100, $"{form}: {entered.GetValueOrDefault(form)}"));
    }

    private static (VenueUnderTest Venue, At.Asset Asset) Open(Random chance)
    {
        var venue = new VenueUnderTest();
        var isPair = chance.Next(2) == 0;
        var asset = isPair
            ? At.Asset.Pair("XYZ/USD", "Pair", One(chance, Steps), One(chance, PriceSteps)) with { MinOrderSize = One(chance, Steps) }
            : new At.Asset("XYZ", "Stock") { Fractionable = chance.Next(4) != 0, EasyToBorrow = chance.Next(8) != 0 };
        venue.Market.Assets[asset.Symbol] = asset;
        var tick = isPair ? asset.PriceIncrement!.Value : 0.01m;
        var bid = Math.Max(tick, Math.Floor((decimal)Math.Pow(10, (chance.NextDouble() * 7) - 2) / tick) * tick);
        var ask = bid + (tick * Math.Max(1, Math.Floor(bid * 0.0005m / tick)));
        venue.Market.Put(asset.Symbol, new At.Tick(bid, ask, 1_000_000m, 1_000_000m, ask, venue.Now));
        return (venue, asset);
    }

    private static EntryQuestion Question(VenueUnderTest venue, At.Asset asset, Random chance)
    {
        var tick = venue.Market.TickAt(asset.Symbol, venue.Now)!;
        var limits = new EntryLimits
        {
            Crypto = true,
            Fractions = chance.Next(3) != 0,
            FixedNotional = new Money(10m + chance.Next(20_000)),
            MaxNotional = new Money(20_000m),
            Sizing = chance.Next(3) == 0 ? SizingRule.RiskPerTrade : SizingRule.FixedNotional,
            StopLoss = One(chance, [0.0005m, 0.01m, 0.05m, 0.3m]),
            MaxSpread = 0.02m,
        };
        var facts = Some.Facts() with
        {
            Quote = Some.Quote(tick.Bid, tick.Ask),
            Asset = new AssetFacts
            {
                IsListed = true,
                IsTradable = true,
                IsFractionable = asset.Fractionable,
                IsEasyToBorrow = asset.MinTradeIncrement is null ? asset.EasyToBorrow : null,
                SmallestOrder = asset.MinOrderSize,
                QuantityStep = asset.MinTradeIncrement,
                PriceStep = asset.PriceIncrement,
            },
        };
        var bar = Some.Bar() with { Close = new Price(chance.Next(2) == 0 ? tick.Ask : tick.Bid) };
        return new EntryQuestion(Some.Signal(new Symbol(asset.Symbol), bar), Some.Book(), facts, limits);
    }

    // As the seller places it: a stop for the day, or a stop-limit two per cent wide on what is ours, in the pair's steps.
    private static At.OrderRequest Protection(At.Asset asset, EntryDecision.Enter enter, decimal owned) => asset.MinTradeIncrement is { } step
        ? new At.OrderRequest
        {
            Symbol = asset.Symbol,
            Side = At.Side.Sell,
            Type = At.OrderType.StopLimit,
            TimeInForce = At.TimeInForce.Gtc,
            Quantity = Math.Floor(owned / step) * step,
            StopPrice = enter.Stop.Value,
            LimitPrice = enter.Stop.Moved(-0.02m).FlooredToTick().Value,
        }
        : VenueUnderTest.Stop(At.Side.Sell, owned, enter.Stop.Value) with { Symbol = asset.Symbol };

    private static OrderTerms TermsOf(string body)
    {
        using var document = JsonDocument.Parse(body);
        return WireTerms.ReadOrder(document.RootElement)!;
    }

    private static At.OrderRequest RequestOf(OrderTerms terms) => new()
    {
        Symbol = terms.Symbol.Name,
        Side = Enum.Parse<At.Side>(terms.Side.ToString()),
        Type = Enum.Parse<At.OrderType>(terms.Type.ToString()),
        TimeInForce = Enum.Parse<At.TimeInForce>(terms.TimeInForce.ToString()),
        Class = Enum.Parse<At.OrderClass>(terms.Class.ToString()),
        ClientOrderId = terms.ClientOrderId,
        Quantity = terms.Quantity,
        LimitPrice = terms.LimitPrice,
        TakeProfitPrice = terms.TakeProfitPrice,
        StopLossPrice = terms.StopLossPrice,
    };

    private static T One<T>(Random chance, T[] from) => from[chance.Next(from.Length)];
}
