using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Exchange;
using Pipeline.Simulator.Engine;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Http;

/// <summary>/v2/account, its configurations and activities.</summary>
public static class AccountRoutes
{
    public static void Map(IEndpointRouteBuilder routes, EngineLoop engine, ulong seed, bool dayTraderFields)
    {
        routes.MapGet("/v2/account", context => OrderRoutes.Answer(context, engine.Ask((venue, now) =>
        {
            var account = AccountJson.Of(venue.State, venue.Figures(now), seed);
            if (dayTraderFields) AccountJson.AddDayTraderFields(account, venue.State.DayTrades.In(NewYork.DayOf(now)));
            return Reply.Ok(account);
        })));
        routes.MapGet("/v2/account/configurations", context => OrderRoutes.Answer(context, engine.Ask((venue, _) =>
            Reply.Ok(AccountJson.Of(venue.State.Configuration)))));
        routes.MapPatch("/v2/account/configurations", async context =>
        {
            var body = await OrderRoutes.Body(context);
            await OrderRoutes.Answer(context, engine.Ask((venue, now) => Configure(venue, body, now)));
        });
        routes.MapGet("/v2/account/activities", context => OrderRoutes.Answer(context, engine.Ask((venue, _) =>
            Reply.Ok(ActivityQuery.Of(context.Request.Query, context.Request.Query["activity_types"].ToString()).Select(venue.State)))));
        routes.MapGet("/v2/account/activities/{type}", context => OrderRoutes.Answer(context, engine.Ask((venue, _) =>
            Reply.Ok(ActivityQuery.Of(context.Request.Query, (string)context.Request.RouteValues["type"]!).Select(venue.State)))));
    }

    private static Reply Configure(TradingVenue venue, RequestBody body, DateTimeOffset now)
    {
        var old = venue.State.Configuration;
        var multiplier = body.Text("max_margin_multiplier");
        if (multiplier is not (null or "1" or "2" or "4")) return Reply.Of(Refusal.Malformed("max_margin_multiplier must be 1, 2 or 4"));
        var changed = old with
        {
            SuspendTrade = body.Flag("suspend_trade") ?? old.SuspendTrade,
            NoShorting = body.Flag("no_shorting") ?? old.NoShorting,
            FractionalTrading = body.Flag("fractional_trading") ?? old.FractionalTrading,
            PtpNoExceptionEntry = body.Flag("ptp_no_exception_entry") ?? old.PtpNoExceptionEntry,
            TradeConfirmEmail = body.Text("trade_confirm_email") ?? old.TradeConfirmEmail,
            MaxMarginMultiplier = multiplier is null ? old.MaxMarginMultiplier : int.Parse(multiplier, CultureInfo.InvariantCulture),
        };
        if (changed != old) venue.Configure(changed, now);
        return Reply.Ok(AccountJson.Of(changed));
    }
}
