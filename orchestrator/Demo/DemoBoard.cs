using Pipeline.Contracts.Events;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;

namespace Pipeline.Orchestrator.Demo;

/// <summary>What the demo shows, folded from the streams. Safe to read while it is written.</summary>
public sealed class DemoBoard
{
    private const int LinesKept = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<Symbol, Position> _positions = [];
    private readonly Dictionary<Symbol, Price> _prices = [];
    private readonly HashSet<string> _tradeIds = new(StringComparer.Ordinal);
    private readonly List<Trade> _trades = [];
    private readonly List<BuySignal> _signals = [];
    private readonly List<PipelineEvent> _refusals = [];
    private Session? _session;
    private int _signalCount;
    private int _refusalCount;

    /// <summary>Raised once for each closed trade, after it is on the board.</summary>
    public event Action<Trade>? TradeClosed;

    public void Fold(object message)
    {
        lock (_gate)
        {
            switch (message)
            {
                case Position position:
                    _positions[position.Symbol] = position;
                    break;
                case Session session:
                    // The first session's baseline is what the whole demo began with.
                    _session ??= session;
                    break;
                case MarketBar bar:
                    _prices[bar.Symbol] = bar.Bar.Close;
                    break;
                case MarketQuote { Quote.Bid: { } bid } quote:
                    _prices[quote.Symbol] = bid;
                    break;
                case BuySignal signal:
                    _signalCount++;
                    Keep(_signals, signal);
                    break;
                case PipelineEvent { Type: "signal_refused" } refusal:
                    _refusalCount++;
                    Keep(_refusals, refusal);
                    break;
                case Trade trade when _tradeIds.Add(trade.TradeId):
                    _trades.Add(trade);
                    break;
                default:
                    return;
            }
        }

        if (message is Trade closed)
            TradeClosed?.Invoke(closed);
    }

    public DemoState Read()
    {
        lock (_gate)
        {
            var open = _positions.Values.Where(position => !position.Quantity.IsZero).OrderBy(position => position.OpenedAt).ToList();
            var profit = _trades.Aggregate(Money.Zero, (sum, trade) => sum + trade.Profit);
            var unrealized = open.Aggregate(Money.Zero, (sum, position) => sum + Unrealized(position));
            return new DemoState(
                _session?.BaselineEquity is { } baseline ? baseline + profit + unrealized : null,
                profit,
                unrealized,
                open,
                new Dictionary<Symbol, Price>(_prices),
                [.. _trades],
                [.. _signals],
                [.. _refusals],
                _signalCount,
                _refusalCount);
        }
    }

    private Money Unrealized(Position position) =>
        position.AverageEntryPrice is { } entry && _prices.TryGetValue(position.Symbol, out var price)
            ? new Money((price.Value - entry.Value) * position.Quantity.Value)
            : Money.Zero;

    private static void Keep<T>(List<T> lines, T line)
    {
        lines.Add(line);
        if (lines.Count > LinesKept)
            lines.RemoveRange(0, LinesKept / 2);
    }
}

/// <summary>The board at one moment.</summary>
/// <param name="Equity">Baseline of the first session plus profit; null before the first session is known.</param>
/// <param name="Profit">Of all closed trades.</param>
/// <param name="Unrealized">Of the open positions, at the newest bid or close.</param>
public sealed record DemoState(
    Money? Equity,
    Money Profit,
    Money Unrealized,
    IReadOnlyList<Position> Open,
    IReadOnlyDictionary<Symbol, Price> Prices,
    IReadOnlyList<Trade> Trades,
    IReadOnlyList<BuySignal> Signals,
    IReadOnlyList<PipelineEvent> Refusals,
    int SignalCount,
    int RefusalCount);
