// Trades with the third generation of Alpaca's own client, from the account to the streams. Arguments: the venue's address, and the one it has for TLS:
// this generation dials wss for market data, whatever it is told.
import { collect, say, step, until } from "./said.mjs";
import Alpaca from "alpaca-trade-api-3";

const [url, secureUrl] = process.argv.slice(2);
const alpaca = new Alpaca({ keyId: "demo", secretKey: "demo", baseUrl: url, dataBaseUrl: url, dataStreamUrl: secureUrl });

await step("account", () => alpaca.getAccount());
await step("configurations", () => alpaca.getAccountConfigurations());
await step("configured", () => alpaca.updateAccountConfigurations({ trade_confirm_email: "none" }));
const assets = await step("assets", () => alpaca.getAssets({ status: "active", asset_class: "us_equity" }));
const [a, b, c, d] = assets.map((asset) => asset.symbol);
await step("asset", () => alpaca.getAsset(a));
await step("pair", () => alpaca.getAsset("BTC/USD"));
await step("clock", () => alpaca.getClock());
await step("calendar", () => alpaca.getCalendar({ start: new Date("2026-01-02T12:00:00Z"), end: new Date("2026-01-09T12:00:00Z") }));

const updates = [];
alpaca.trade_ws.onOrderUpdate((update) => updates.push(update));
alpaca.trade_ws.onConnect(() => alpaca.trade_ws.subscribe(["trade_updates"]));
alpaca.trade_ws.connect();
await until("the trading stream", () => alpaca.trade_ws.state() === "connected");
// The client does not say when it listens; a listening one answers the first order.
await new Promise((resolve) => setTimeout(resolve, 200));

const price = async (symbol) => (await alpaca.getLatestTrade(symbol)).Price;
const cents = (value) => value.toFixed(2);
const market = await step("market", () => alpaca.createOrder({ symbol: a, qty: 10, side: "buy", type: "market", time_in_force: "day", client_order_id: "v3-market" }));
await step("filled", () => until("the fill on the stream", () => updates.find((update) => update.event === "fill" && update.order.id === market.id)));
const limit = await step("limit", async () => alpaca.createOrder({ symbol: b, qty: 5, side: "buy", type: "limit", time_in_force: "gtc", limit_price: cents((await price(b)) * 0.9) }));
const replaced = await step("replaced", async () => alpaca.replaceOrder(limit.id, { limit_price: cents((await price(b)) * 0.91), client_order_id: "v3-moved" }));
await until("the replacement to work", () => updates.find((update) => update.event === "new" && update.order.id === replaced.id));
await step("cancelled", async () => {
  await alpaca.cancelOrder(replaced.id);
  return until("the cancellation on the stream", () => updates.find((update) => update.event === "canceled" && update.order.id === replaced.id));
});
await step("bracket", async () => {
  const now = await price(c);
  return alpaca.createOrder({
    symbol: c, qty: 4, side: "buy", type: "limit", time_in_force: "gtc", limit_price: cents(now * 1.01), order_class: "bracket",
    take_profit: { limit_price: cents(now * 1.1) }, stop_loss: { stop_price: cents(now * 0.95), limit_price: cents(now * 0.94) },
  });
});
await step("oco", async () => {
  const now = await price(a);
  return alpaca.createOrder({
    symbol: a, qty: 10, side: "sell", type: "limit", time_in_force: "gtc", order_class: "oco",
    take_profit: { limit_price: cents(now * 1.1) }, stop_loss: { stop_price: cents(now * 0.95) },
  });
});
await step("notional", () => alpaca.createOrder({ symbol: d, notional: 100.5, side: "buy", type: "market", time_in_force: "day" }));
await step("coin", () => alpaca.createOrder({ symbol: "BTC/USD", qty: 0.01, side: "buy", type: "market", time_in_force: "gtc" }));
await step("orders", () => alpaca.getOrders({ status: "all", limit: 50, direction: "desc", nested: true, symbols: [a, b, c, d].join(",") }));
await step("order", () => alpaca.getOrder(market.id));
await step("by client id", () => alpaca.getOrderByClientId("v3-market"));
await step("positions", () => alpaca.getPositions());
await step("coin position", () => alpaca.getPosition("BTCUSD"));
await step("activities", () => alpaca.getAccountActivities({ activityTypes: ["FILL"], pageSize: 2 }));
await step("history", () => alpaca.getPortfolioHistory({ period: "1D", timeframe: "5Min", extended_hours: false }));
await step("cancel all", () => alpaca.cancelAllOrders());
await step("closed", () => alpaca.closePosition(d));
await step("close all", () => alpaca.closeAllPositions());

const list = await step("watchlist", () => alpaca.addWatchlist("v3", [a]));
await step("watchlist added", () => alpaca.addToWatchlist(list.id, b));
await step("watchlist removed", () => alpaca.deleteFromWatchlist(list.id, a));
await step("watchlist updated", () => alpaca.updateWatchlist(list.id, { name: "v3 again", symbols: [c, d] }));
await step("watchlists", () => alpaca.getWatchlists());
await step("watchlist deleted", () => alpaca.deleteWatchlist(list.id));

const days = { start: "2026-01-02T14:30:00Z", end: "2026-01-02T15:00:00Z" };
await step("bars", () => collect(alpaca.getBarsV2(a, { ...days, timeframe: alpaca.newTimeframe(5, alpaca.timeframeUnit.MIN), feed: "iex", adjustment: alpaca.adjustment.RAW })));
await step("multi bars", async () => Object.fromEntries(await alpaca.getMultiBarsV2([a, b], { ...days, timeframe: "1Min", pageLimit: 7, limit: 50 })));
await step("trades", () => collect(alpaca.getTradesV2(a, { ...days, limit: 25, pageLimit: 10 })));
await step("multi trades", async () => Object.fromEntries(await alpaca.getMultiTradesV2([a, b], { ...days, limit: 4 })));
await step("quotes", () => collect(alpaca.getQuotesV2(a, { ...days, limit: 5 })));
await step("latest bars", async () => Object.fromEntries(await alpaca.getLatestBars([a, b])));
await step("latest quote", () => alpaca.getLatestQuote(a));
await step("snapshot", () => alpaca.getSnapshot(a));
await step("snapshots", () => alpaca.getSnapshots([a, b]));
await step("crypto bars", async () => Object.fromEntries(await alpaca.getCryptoBars(["BTC/USD", "ETH/USD"], { ...days, timeframe: "1Hour" })));
await step("crypto trades", async () => Object.fromEntries(await alpaca.getLatestCryptoTrades(["BTC/USD"])));
await step("crypto quotes", async () => Object.fromEntries(await alpaca.getLatestCryptoQuotes(["BTC/USD"])));
await step("crypto snapshots", async () => Object.fromEntries(await alpaca.getCryptoSnapshots(["BTC/USD"])));
await step("orderbooks", async () => Object.fromEntries(await alpaca.getCryptoOrderbooks(["BTC/USD"])));
await step("news", () => alpaca.getNews({ totalLimit: 5 }));
await step("corporate actions", () => alpaca.getCorporateActions([a], {}));

const heard = {};
const hear = (name) => (item) => (heard[name] ??= item);
const stocks = alpaca.data_stream_v2;
stocks.onError((error) => say("stream error", error));
stocks.onStockBar(hear("bar"));
stocks.onStockQuote(hear("quote"));
stocks.onStockTrade(hear("trade"));
stocks.onStockDailyBar(hear("daily"));
stocks.onConnect(() => {
  stocks.subscribeForBars(["*"]);
  stocks.subscribeForDailyBars([a]);
  stocks.subscribeForQuotes([a]);
  stocks.subscribeForTrades([a]);
});
const coins = alpaca.crypto_stream_v1beta3;
coins.onCryptoBar(hear("coin bar"));
coins.onCryptoQuote(hear("coin quote"));
coins.onCryptoTrade(hear("coin trade"));
coins.onCryptoOrderbook(hear("orderbook"));
coins.onConnect(() => {
  coins.subscribeForBars(["BTC/USD"]);
  coins.subscribeForQuotes(["BTC/USD"]);
  coins.subscribeForTrades(["BTC/USD"]);
  coins.subscribeForOrderbooks(["BTC/USD"]);
});
const news = alpaca.news_stream;
news.onConnect(() => news.subscribeForNews(["*"]));
for (const stream of [stocks, coins, news]) stream.connect();
await until("the subscriptions", () => stocks.getSubscriptions().trades.length === 1 && coins.getSubscriptions().orderbooks.length === 1 && news.getSubscriptions().news.length === 1);
await fetch(`${url}/sim/clock/start`, { method: "POST" });
await step("streams", async () => {
  const wanted = ["bar", "quote", "trade", "daily", "coin bar", "coin quote", "coin trade", "orderbook"];
  await until("every kind of item", () => wanted.every((name) => heard[name]));
  return heard;
});
for (const stream of [stocks, coins, news]) stream.disconnect();
alpaca.trade_ws.disconnect();
say("end", updates.map((update) => update.event));
process.exit(0);
