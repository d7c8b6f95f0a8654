using Pipeline.Exchange;
using Pipeline.Simulator.Faults.Input;
using Pipeline.Simulator.Faults.Venue;
using static Pipeline.Simulator.Faults.Input.FaultParameter;

namespace Pipeline.Simulator.Faults.Kinds;

/// <summary>What the venue, a company or the market does to a symbol.</summary>
public static class VenueKinds
{
    private static readonly FaultParameter Symbol = Text("symbol", "symbol", required: true);

    private static readonly FaultParameter Lasting = Number("seconds", "venue seconds until it is undone; else it stays", null, 1, 31_622_400);

    public static IReadOnlyList<FaultKind> All { get; } =
    [
        Kind("halt", "a symbol does not trade; market orders are refused", (said, symbol) =>
            new VenueFault((venue, now) => venue.Desk.Halt(symbol, HaltKind.Halt, said.Text("reason")!, now)) { Lift = (venue, now) => venue.Desk.Resume(symbol, now) },
            Symbol, Lasting, Text("reason", "why", "News pending")),
        Kind("luld-pause", "a symbol pauses because its price stood at a limit", (said, symbol) =>
            new VenueFault((venue, now) => venue.Desk.Halt(symbol, HaltKind.Pause, "LULD pause", now)) { Lift = (venue, now) => venue.Desk.Resume(symbol, now) },
            Symbol, Lasting with { Default = 300m }),
        Kind("resume", "a symbol trades again", (_, symbol) => new VenueFault((venue, now) => venue.Desk.Resume(symbol, now)), Symbol),
        Kind("price-bands", "nothing trades beyond so many percent of the last price: limit up, limit down", (said, symbol) =>
            new VenueFault((venue, now) => Bands(venue, symbol, said.Number("percent")!.Value, now)) { Lift = (venue, now) => venue.Desk.SetBands(symbol, null, null, now) },
            Symbol, Lasting, Number("percent", "percent to each side", 5, 0.01m, 99)),
        Kind("price-gap", "the price jumps, through stops too, and stays there", (said, symbol) => Gap(symbol, 1m + (said.Number("percent")!.Value / 100m)),
            Symbol, Lasting, Number("percent", "percent; below zero it falls", -10, -99, 1000)),
        Kind("split", "new shares for old ones; bracket legs keep their prices", (said, symbol) =>
            new VenueFault((venue, now) => venue.CorporateActions.Split(symbol, said.Number("new")!.Value, said.Number("old")!.Value, now)),
            Symbol, Number("new", "new shares", 2, 0.001m, 1000), Number("old", "for so many old ones", 1, 0.001m, 1000)),
        Kind("rename", "a symbol goes on under another name", (said, symbol) =>
            new VenueFault((venue, now) => venue.CorporateActions.Rename(symbol, said.Text("to")!, now)), Symbol, Text("to", "the new symbol", required: true)),
        Kind("delist", "a symbol ends; its position is gone without a fill", (said, symbol) =>
            new VenueFault((venue, now) => venue.CorporateActions.Delist(symbol, said.Number("dollars")!.Value, now)), Symbol, Number("dollars", "paid for a share", 0, 0, 1_000_000)),
        Kind("asset", "an asset becomes tradable, shortable, easy to borrow or fractionable, or not", (said, symbol) => new VenueFault((venue, now) => venue.Desk.Change(symbol, new AssetFlags
        {
            Tradable = said.MaybeFlag("tradable"),
            Shortable = said.MaybeFlag("shortable"),
            EasyToBorrow = said.MaybeFlag("easy_to_borrow"),
            Fractionable = said.MaybeFlag("fractionable"),
        }, now)), Symbol, Flag("tradable", "may be traded", null), Flag("shortable", "may be sold short", null), Flag("easy_to_borrow", "else hard to borrow", null), Flag("fractionable", "in parts of a share", null)),
        Kind("trade-bust", "the newest execution in a symbol is undone", (_, symbol) =>
            new VenueFault((venue, now) => Newest(venue, symbol) is { } execution ? venue.Desk.Bust(execution.Id, now) : None(symbol)), Symbol),
        Kind("trade-correct", "the newest execution in a symbol gets another price", (said, symbol) => new VenueFault((venue, now) => Newest(venue, symbol) is { } execution
            ? venue.Desk.Correct(execution.Id, decimal.Round(execution.Price * (1m + (said.Number("percent")!.Value / 100m)), 2), now)
            : None(symbol)), Symbol, Number("percent", "percent; below zero it falls", 1, -50, 50)),
        .. AccountKinds.All,
    ];

    private static FaultKind Kind(string name, string summary, Func<FaultArguments, string, VenueFault> create, params FaultParameter[] parameters) =>
        new(name, FaultFamily.Venue, summary, said => create(said, said.Text("symbol")!) with { Lasting = said.Has("seconds") ? said.Seconds("seconds") : null }) { Parameters = parameters };

    private static VenueFault Gap(string symbol, decimal factor) => new((venue, now) => venue.Desk.ShiftPrice(symbol, factor, now))
    {
        Lift = (venue, now) => venue.Desk.ShiftPrice(symbol, 1m / factor, now),
    };

    private static Refusal? Bands(TradingVenue venue, string symbol, decimal percent, DateTimeOffset now)
    {
        if (venue.TickAt(symbol, now) is not { } tick) return Refusal.NotFound($"symbol not found: {symbol}");
        return venue.Desk.SetBands(symbol, decimal.Round(tick.Last * (1m - (percent / 100m)), 2), decimal.Round(tick.Last * (1m + (percent / 100m)), 2), now);
    }

    private static Execution? Newest(TradingVenue venue, string symbol) => venue.State.Ledger.Executions.LastOrDefault(execution => execution.Symbol == symbol);

    private static Refusal None(string symbol) => Refusal.NotFound($"no execution in {symbol}");
}
