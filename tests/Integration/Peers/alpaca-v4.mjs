// Trades with the fourth generation of Alpaca's own client, from the account to the streams. Argument: the venue's address.
import { say, step, until } from "./said.mjs";
import { Alpaca, timeFrame } from "@alpacahq/alpaca-trade-api";

const url = process.argv[2];
const sockets = url.replace("http", "ws");
// This generation knows the venue's own hosts only; its requests are turned to the address given.
const fetchApi = (input, init) => fetch(String(input).replace(/^https:\/\/[^/]+/, url), init);
const alpaca = new Alpaca({ keyId: "demo", secret: "demo", fetchApi, rateLimit: false, retry: false });
const { trading, marketData } = alpaca;

await step("connection", () => trading.validateConnection());
await step("account", () => trading.account.getAccount());
await step("configurations", () => trading.accountConfigurations.getAccountConfig());
const assets = await step("assets", () => trading.assets.getV2Assets({ status: "active", assetClass: "us_equity" }));
const [a, b, c, d] = assets.map((asset) => asset.symbol);
await step("asset", () => trading.assets.getV2AssetsSymbolOrAssetId({ symbolOrAssetId: a }));
await step("pair", () => trading.assets.getV2AssetsSymbolOrAssetId({ symbolOrAssetId: "BTC/USD" }));
await step("clock", () => trading.clock.legacyClock());
await step("clocks", () => trading.clock.clock({ markets: "NYSE,NASDAQ" }));
await step("calendar", () => trading.calendar.legacyCalendar({ start: new Date("2026-01-02"), end: new Date("2026-01-09") }));
await step("market calendar", () => trading.calendar.calendar({ market: "NYSE", start: new Date("2026-01-02"), end: new Date("2026-01-09") }));

const updates = [];
const orders = trading.stream({ url: `${sockets}/stream` });
orders.onTradeUpdate((update) => updates.push(update));
orders.on("error", (error) => say("stream error", error));
let listening = false;
orders.on("subscription", () => (listening = true));
orders.subscribeTradeUpdates();
orders.connect();
await until("the trading stream", () => listening);

const price = async (symbol) => (await marketData.stocks.stockLatestTradeSingle({ symbol })).trade.p;
const cents = (value) => value.toFixed(2);
const market = await step("market", () => trading.orders.market({ symbol: a, qty: 10, side: "buy", clientOrderId: "v4-market" }));
await step("filled", () => until("the fill on the stream", () => updates.find((update) => update.event === "fill" && update.order.id === market.id)));
const limit = await step("limit", async () => trading.orders.limit({ symbol: b, qty: 5, side: "buy", limitPrice: cents((await price(b)) * 0.9), timeInForce: "gtc" }));
const replaced = await step("replaced", async () =>
  trading.orders.patchOrderByOrderId({ orderId: limit.id, patchOrderRequest: { limitPrice: cents((await price(b)) * 0.91), clientOrderId: "v4-moved" } }));
await until("the replacement to work", () => updates.find((update) => update.event === "new" && update.order.id === replaced.id));
await step("cancelled", async () => {
  await trading.orders.deleteOrderByOrderID({ orderId: replaced.id });
  return until("the cancellation on the stream", () => updates.find((update) => update.event === "canceled" && update.order.id === replaced.id));
});
await step("bracket", async () => {
  const now = await price(c);
  return trading.orders.bracket({
    symbol: c, qty: 4, side: "buy", timeInForce: "gtc", limitPrice: cents(now * 1.01),
    takeProfit: { limitPrice: cents(now * 1.1) }, stopLoss: { stopPrice: cents(now * 0.95) },
  });
});
await step("oco", async () => {
  const now = await price(a);
  return trading.orders.oco({ symbol: a, qty: 10, side: "sell", timeInForce: "gtc", takeProfit: { limitPrice: cents(now * 1.1) }, stopLoss: { stopPrice: cents(now * 0.95) } });
});
await step("notional", () => trading.orders.market({ symbol: d, notional: "100.50", side: "buy" }));
await step("coin", () => trading.submitAndWait({ type: "market", symbol: "ETH/USD", qty: "0.5", side: "buy", timeInForce: "gtc" }, { stream: orders, timeoutMs: 10_000 }));
await step("orders", () => trading.orders.getAllOrders({ status: "all", nested: true, symbols: [a, b, c, d], limit: 50 }));
await step("order", () => trading.orders.getOrderByOrderID({ orderId: market.id }));
await step("by client id", () => trading.orders.getOrderByClientOrderId({ clientOrderId: "v4-market" }));
await step("positions", () => trading.positions.getAllOpenPositions());
await step("position", () => trading.positions.getOpenPosition({ symbolOrAssetId: a }));
await step("activities", () => trading.collectActivities({ activityTypes: ["FILL"], pageSize: 2 }));
await step("history", () => trading.portfolioHistory.getAccountPortfolioHistory({ period: "1D", timeframe: "15Min", intradayReporting: "market_hours", pnlReset: "no_reset" }));
await step("cancel all", () => trading.orders.deleteAllOrders());
await step("closed", () => trading.positions.deleteOpenPosition({ symbolOrAssetId: a, percentage: 50 }));
await step("close all", () => trading.closeAllPositions({ cancelOrders: true }));
await step("unknown", () => trading.orders.getOrderByOrderID({ orderId: "00000000-0000-0000-0000-000000000000" }).catch((error) => ({ name: error.constructor.name, status: error.status, code: error.code })));

const list = await step("watchlist", () => trading.watchlists.postWatchlist({ createWatchlistRequest: { name: "v4", symbols: [a, b] } }));
await step("watchlist by name", () => trading.watchlists.getWatchlistByName({ name: "v4" }));
await step("watchlists", () => trading.watchlists.getWatchlists());
await step("watchlist deleted", () => trading.watchlists.deleteWatchlistById({ watchlistId: list.id }));
await step("announcements", () => trading.corporateActions.getV2CorporateActionsAnnouncements({ caTypes: "split", since: new Date("2025-12-01"), until: new Date("2026-01-05") }));

const days = { start: new Date("2026-01-02T14:30:00Z"), end: new Date("2026-01-02T15:00:00Z") };
await step("bars", () => marketData.getStockBars({ ...days, symbols: [a, b], timeframe: timeFrame.minutes?.(5) ?? "5Min" }));
await step("trades", () => marketData.stocks.stockTrades({ ...days, symbols: `${a},${b}`, limit: 10 }));
await step("quotes", () => marketData.stocks.stockQuoteSingle({ ...days, symbol: a, limit: 10 }));
await step("auctions", () => marketData.stocks.stockAuctions({ symbols: a, ...days }));
await step("latest quotes", () => marketData.stocks.stockLatestQuotes({ symbols: `${a},${b}` }));
await step("snapshots", () => marketData.stocks.stockSnapshots({ symbols: `${a},${b}` }));
await step("snapshot", () => marketData.stocks.stockSnapshotSingle({ symbol: a }));
await step("exchanges", () => marketData.stocks.stockMetaExchanges());
await step("conditions", () => marketData.stocks.stockMetaConditions({ ticktype: "trade", tape: "A" }));
await step("crypto bars", () => marketData.crypto.cryptoBars({ loc: "us", symbols: "BTC/USD", timeframe: "1Hour", ...days }));
await step("orderbooks", () => marketData.crypto.cryptoLatestOrderbooks({ loc: "us", symbols: "BTC/USD" }));
await step("crypto snapshots", () => marketData.crypto.cryptoSnapshots({ loc: "us", symbols: "BTC/USD" }));
await step("news", () => marketData.news.news({ limit: 3 }));
await step("most actives", () => marketData.screener.mostActives({ by: "volume", top: 5 }));
await step("movers", () => marketData.screener.movers({ marketType: "stocks", top: 5 }));
await step("corporate actions", () => marketData.corporateActions.corporateActions({ symbols: a }));

const heard = {};
const hear = (name) => (item) => (heard[name] ??= item);
const stocks = marketData.stockStream({ url: `${sockets}/v2/iex` });
stocks.on("error", (error) => say("stream error", error));
stocks.onBar(hear("bar")).onQuote(hear("quote")).onTrade(hear("trade")).onDailyBar(hear("daily"));
stocks.subscribeForBars(["*"]);
stocks.subscribeForDailyBars([a]);
stocks.subscribeForQuotes([a]);
stocks.subscribeForTrades([a]);
stocks.subscribeForImbalances([a]);
const coins = marketData.cryptoStream({ url: `${sockets}/v1beta3/crypto/us` });
coins.on("error", (error) => say("stream error", error));
coins.onBar(hear("coin bar")).onQuote(hear("coin quote")).onTrade(hear("coin trade")).onOrderbook(hear("orderbook"));
coins.subscribeForBars(["BTC/USD"]);
coins.subscribeForQuotes(["BTC/USD"]);
coins.subscribeForTrades(["BTC/USD"]);
coins.subscribeForOrderbooks(["BTC/USD"]);
const news = marketData.newsStream({ url: `${sockets}/v1beta1/news` });
news.on("error", (error) => say("stream error", error));
news.subscribeForNews(["*"]);
let confirmed = 0;
for (const stream of [stocks, coins, news]) {
  stream.on("subscription", () => confirmed++);
  stream.connect();
}
await until("the subscriptions", () => confirmed >= 3);
await fetch(`${url}/sim/clock/start`, { method: "POST" });
await step("streams", async () => {
  const wanted = ["bar", "quote", "trade", "daily", "coin bar", "coin quote", "coin trade", "orderbook"];
  await until("every kind of item", () => wanted.every((name) => heard[name]));
  return heard;
});
for (const stream of [stocks, coins, news, orders]) stream.disconnect();
say("end", updates.map((update) => update.event));
process.exit(0);
