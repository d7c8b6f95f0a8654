using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Statistics;

namespace Pipeline.Orchestrator.Output;

/// <summary>A closed trade as scripts read it: a line a trade.</summary>
public sealed record TradeLine
{
    [JsonPropertyOrder(-1)]
    public string Type { get; } = "trade";
    public required string SignalId { get; init; }
    public required string Strategy { get; init; }
    public required Symbol Symbol { get; init; }
    public required Shares Quantity { get; init; }
    public required Price EntryPrice { get; init; }
    public required Price ExitPrice { get; init; }
    public required DateTimeOffset EntryAt { get; init; }
    public required DateTimeOffset ExitAt { get; init; }

    [JsonConverter(typeof(SnakeCaseEnumConverter<ExitReason>))]
    public required ExitReason ExitReason { get; init; }
    public required Money Profit { get; init; }

    /// <summary>The best unrealized profit while it was held, dollars; left out where it is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? Favourable { get; init; }

    /// <summary>The worst unrealized loss, a positive figure; left out where it is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? Adverse { get; init; }

    /// <param name="excursion">How far it went its way and against it; null where nobody has looked.</param>
    public static string Of(Trade trade, TradeExcursion? excursion = null)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return JsonSerializer.Serialize(
            new TradeLine
            {
                SignalId = trade.SignalId,
                Strategy = trade.Strategy,
                Symbol = trade.Symbol,
                Quantity = trade.Quantity,
                EntryPrice = trade.EntryPrice,
                ExitPrice = trade.ExitPrice,
                EntryAt = trade.EntryAt,
                ExitAt = trade.ExitAt,
                ExitReason = trade.ExitReason,
                Profit = trade.Profit,
                Favourable = excursion?.Favourable is { } favourable ? new Money(favourable) : null,
                Adverse = excursion?.Adverse is { } adverse ? new Money(adverse) : null,
            },
            OutputJson.Default.TradeLine);
    }
}

/// <summary>What a demo came to.</summary>
/// <param name="Trades">Closed trades.</param>
/// <param name="Profit">Dollars, all closed trades.</param>
/// <param name="Seed">Seed of the simulated market.</param>
/// <param name="WallSeconds">Seconds of the machine from the first process to the end.</param>
public sealed record DemoSummary(int Trades, Money Profit, int Seed, double WallSeconds)
{
    [JsonPropertyOrder(-1)]
    public string Type { get; } = "summary";

    public string ToJson() => JsonSerializer.Serialize(this, OutputJson.Default.DemoSummary);
}

/// <summary>JSON lines for scripts.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TradeLine))]
[JsonSerializable(typeof(DemoSummary))]
public sealed partial class OutputJson : JsonSerializerContext;
