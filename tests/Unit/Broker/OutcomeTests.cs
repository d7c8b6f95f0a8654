using System.Text;
using Pipeline.Broker.Port;
using Pipeline.Broker.Rest;

namespace Pipeline.Tests.Unit.Broker;

public sealed class OutcomeTests
{
    private const string Order = """{"id":"o1","client_order_id":"c","symbol":"AAPL","side":"buy","status":"pending_new","qty":"1"}""";

    [Fact]
    public void An_order_in_the_answer_is_acceptance()
    {
        var accepted = Assert.IsType<RequestOutcome.Accepted>(Of(200, Order));
        Assert.Equal("o1", accepted.Order?.VenueOrderId);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "<html>welcome</html>")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"id":"o1","symbol":"AAPL","side":"side""")]
    [InlineData(500, """{"message":"internal"}""")]
    [InlineData(502, "<html>bad gateway</html>")]
    [InlineData(504, "")]
    [InlineData(408, """{"message":"request timeout"}""")]
    [InlineData(409, """{"code":40910000,"message":"conflict"}""")]
    [InlineData(403, "<html>forbidden by a proxy</html>")]
    [InlineData(422, "")]
    [InlineData(302, "")]
    public void Whatever_is_not_the_venue_s_clear_word_leaves_it_unknown(int status, string body) =>
        Assert.Equal(status, Assert.IsType<RequestOutcome.Unknown>(Of(status, body)).HttpStatus);

    [Fact]
    public void A_lost_answer_leaves_it_unknown() =>
        Assert.IsType<RequestOutcome.Unknown>(Outcome.Of(new VenueAnswer.Lost("gone"), carriesOrder: true));

    [Fact]
    public void A_request_that_never_left_may_be_made_again() =>
        Assert.IsType<RequestOutcome.RetryLater>(Outcome.Of(new VenueAnswer.NotSent("refused"), carriesOrder: true));

    [Theory]
    [InlineData("""{"code":42910000,"message":"rate limit exceeded"}""")]
    [InlineData("<html>too many</html>")]
    [InlineData("")]
    public void A_rate_limit_means_later(string body)
    {
        var later = Assert.IsType<RequestOutcome.RetryLater>(Outcome.Of(Answer(429, body, TimeSpan.FromSeconds(7)), carriesOrder: true));
        Assert.Equal(TimeSpan.FromSeconds(7), later.After);
    }

    [Fact]
    public void A_cancel_is_accepted_without_a_body() =>
        Assert.Null(Assert.IsType<RequestOutcome.Accepted>(Outcome.Of(Answer(204, ""), carriesOrder: false)).Order);

    [Theory]
    [InlineData(401, """{"message":"unauthorized."}""", RefusalKind.BadKeys)]
    [InlineData(403, """{"message":"forbidden."}""", RefusalKind.BadKeys)]
    [InlineData(403, """{"code":40310000,"message":"insufficient buying power","buying_power":"1","cost_basis":"2"}""", RefusalKind.InsufficientBuyingPower)]
    [InlineData(403, """{"code":40310000,"message":"insufficient balance for USD (requested: 5, available: 1)"}""", RefusalKind.InsufficientBuyingPower)]
    [InlineData(403, """{"code":40310000,"message":"insufficient qty available for order (requested: 70, available: 0)","held_for_orders":"70"}""", RefusalKind.InsufficientQuantity)]
    [InlineData(403, """{"code":40310000,"message":"insufficient balance for BTC (requested: 5, available: 1)"}""", RefusalKind.InsufficientQuantity)]
    [InlineData(403, """{"code":40310000,"message":"account is not allowed to short"}""", RefusalKind.InsufficientQuantity)]
    [InlineData(422, """{"code":42210000,"message":"asset \"X\" cannot be sold short"}""", RefusalKind.InsufficientQuantity)]
    [InlineData(422, """{"code":40010001,"message":"client_order_id must be unique"}""", RefusalKind.DuplicateClientOrderId)]
    [InlineData(422, """{"code":"40010001","message":"client order id must be unique"}""", RefusalKind.DuplicateClientOrderId)]
    [InlineData(403, """{"code":40310000,"message":"potential wash trade detected. use complex orders","reject_reason":"opposite side limit order exists"}""", RefusalKind.WashTrade)]
    [InlineData(422, """{"code":42210000,"message":"potential wash trade detected"}""", RefusalKind.WashTrade)]
    [InlineData(403, """{"code":40310000,"message":"cannot open a short sell while a long buy order is open"}""", RefusalKind.WashTrade)]
    [InlineData(404, """{"code":40410000,"message":"order not found for abc"}""", RefusalKind.NotFound)]
    [InlineData(422, """{"code":42210000,"message":"order is already in \"filled\" state"}""", RefusalKind.AlreadyTerminal)]
    [InlineData(422, """{"code":42210000,"message":"order is already in \"pending_cancel\" state"}""", RefusalKind.NotReplaceableNow)]
    [InlineData(422, """{"code":42210000,"message":"cannot replace order in accepted status"}""", RefusalKind.NotReplaceableNow)]
    [InlineData(422, """{"code":42210000,"message":"cannot replace order in filled status"}""", RefusalKind.AlreadyTerminal)]
    [InlineData(422, """{"code":40010001,"message":"unable to replace order, order isn't sent to exchange yet"}""", RefusalKind.NotReplaceableNow)]
    [InlineData(422, """{"code":42210000,"message":"order is not cancelable"}""", RefusalKind.NotReplaceableNow)]
    [InlineData(422, """{"code":42210000,"message":"order pending cancel"}""", RefusalKind.NotReplaceableNow)]
    [InlineData(403, """{"code":40310000,"message":"order parameters are not changed"}""", RefusalKind.Unchanged)]
    [InlineData(403, """{"code":40310000,"message":"new orders are rejected by user request"}""", RefusalKind.AccountRestricted)]
    [InlineData(403, """{"code":40310000,"message":"account is restricted to liquidation only"}""", RefusalKind.AccountRestricted)]
    [InlineData(403, """{"code":40310000,"message":"account is not authorized to trade"}""", RefusalKind.AccountRestricted)]
    [InlineData(403, """{"code":40310100,"message":"trade denied"}""", RefusalKind.AccountRestricted)]
    [InlineData(422, """{"code":42210000,"message":"stop price must be less than current price"}""", RefusalKind.StopThroughMarket)]
    [InlineData(422, """{"code":42210000,"message":"stop_loss.stop_price must be <= base_price - 0.01","base_price":"10"}""", RefusalKind.StopThroughMarket)]
    [InlineData(422, """{"code":42210000,"message":"asset \"X\" not found"}""", RefusalKind.Other)]
    [InlineData(422, """{"code":40010001,"message":"qty must be > 0"}""", RefusalKind.Other)]
    [InlineData(400, "{}", RefusalKind.Other)]
    public void A_refusal_is_understood_by_status_code_and_text(int status, string body, RefusalKind kind) =>
        Assert.Equal(kind, Assert.IsType<RequestOutcome.Refused>(Of(status, body)).Kind);

    [Fact]
    public void A_refusal_keeps_the_venue_s_code_and_words()
    {
        var refused = Assert.IsType<RequestOutcome.Refused>(Of(403, """{"code":40310000,"message":"potential wash trade detected","reject_reason":"opposite side limit order exists"}"""));
        Assert.Equal((403, 40310000, "potential wash trade detected: opposite side limit order exists"), (refused.HttpStatus, refused.Code, refused.Text));
    }

    private static RequestOutcome Of(int status, string body) => Outcome.Of(Answer(status, body), carriesOrder: true);

    private static VenueAnswer.Answered Answer(int status, string body, TimeSpan? retryAfter = null) =>
        new(status, Encoding.UTF8.GetBytes(body), retryAfter, DateTimeOffset.UnixEpoch, TimeSpan.Zero);
}
