namespace Pipeline.Exchange;

/// <summary>
/// What an account is worth, from its state and the market. Positions are marked once a second and after their own
/// executions, so that valuing the account for every order does not walk through all positions.
/// </summary>
public sealed class AccountMath(VenueState state, IMarket market)
{
    private readonly Dictionary<string, decimal> _marks = new(StringComparer.Ordinal);
    private DateTimeOffset _markedAt;
    private (int Executions, int Adjustments, int Amendments, long Assets) _seen;
    private decimal _longs;
    private decimal _shorts;
    private decimal _withoutMargin;

    public AccountFigures Figures(DateTimeOffset now)
    {
        Mark(new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), now.Offset));
        var (cash, reserved) = (state.Ledger.Cash, state.Orders.Opens.Reserved);
        var equity = cash + _longs + _shorts;
        var granted = Math.Min(state.Configuration.MaxMarginMultiplier, state.Restrictions.MaxMultiplier);
        var multiplier = equity < 2000m ? 1 : granted;
        var exposure = _longs - _withoutMargin - _shorts;
        var power = Power(multiplier);
        return new AccountFigures(cash, _longs, _shorts, equity, state.LastEquity, multiplier, reserved, power)
        {
            RegulationTBuyingPower = Power(Math.Min(multiplier, 2)),
            NonMarginableBuyingPower = Math.Max(0m, Math.Min(power, decimal.Round(cash - reserved, 2))),
            InitialMargin = (exposure / Math.Min(multiplier, 2)) + _withoutMargin,
            MaintenanceMargin = (exposure * 0.3m) + _withoutMargin,
            GreatestExposure = _longs - _shorts <= 6m * equity ? 0m : _marks.Values.Max(Math.Abs),
            AccruedFees = state.Ledger.Fees.Sum(fee => fee.Dollars),
        };

        decimal Power(int times) => Math.Max(0m, decimal.Round((times * (equity - _withoutMargin)) - exposure - reserved, 2));
    }

    /// <summary>The price a position is valued at: the last trade, or its cost when there is none.</summary>
    public static decimal PriceOf(Position position, IMarket market, DateTimeOffset now) =>
        market.TickAt(position.Symbol, now)?.Last ?? position.AverageEntryPrice;

    private void Mark(DateTimeOffset second)
    {
        var ledger = state.Ledger;
        (int Executions, int Adjustments, int Amendments, long Assets) seen =
            (ledger.Executions.Count, ledger.Adjustments.Count, ledger.Amendments, state.Assets.Revision);
        if (second != _markedAt || seen.Amendments != _seen.Amendments || seen.Assets != _seen.Assets)
        {
            _marks.Clear();
            (_longs, _shorts, _withoutMargin) = (0m, 0m, 0m);
            foreach (var position in ledger.Positions) Put(position.Symbol, second);
        }
        else
        {
            for (var index = _seen.Executions; index < seen.Executions; index++) Put(ledger.Executions[index].Symbol, second);
            for (var index = _seen.Adjustments; index < seen.Adjustments; index++) Put(ledger.Adjustments[index].Symbol, second);
        }

        (_markedAt, _seen) = (second, seen);
    }

    private void Put(string symbol, DateTimeOffset second)
    {
        var withMargin = market.Find(symbol)?.Marginable ?? true;
        if (_marks.Remove(symbol, out var old)) Add(-old, old > 0m, withMargin);
        if (state.Ledger.Find(symbol) is not { } position) return;
        var value = decimal.Round(position.Quantity * PriceOf(position, market, second), 2);
        _marks[symbol] = value;
        Add(value, value > 0m, withMargin);
    }

    private void Add(decimal value, bool isLong, bool withMargin)
    {
        if (!isLong) _shorts += value;
        else _longs += value;
        if (isLong && !withMargin) _withoutMargin += value;
    }
}
