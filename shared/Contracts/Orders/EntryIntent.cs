using Pipeline.Contracts.Values;

namespace Pipeline.Contracts.Orders;

/// <summary>An entry about to be sent, and the money it reserves: <c>entry.&lt;account&gt;.&lt;id&gt;</c>, written by the buyer through the money gate.</summary>
public sealed record EntryIntent : Message
{
    public required string Account { get; init; }
    public required string SignalId { get; init; }
    public required string Strategy { get; init; }
    public required Symbol Symbol { get; init; }
    public required Shares Quantity { get; init; }
    public required Price LimitPrice { get; init; }

    /// <summary>Where the bracket's stop leg rests.</summary>
    public required Price StopPrice { get; init; }

    /// <summary>Where the bracket's take-profit leg rests.</summary>
    public required Price TakeProfitPrice { get; init; }

    /// <summary>Quantity at the limit price: what this entry can spend at most.</summary>
    public required Money Reserved { get; init; }
    public required string ClientOrderId { get; init; }

    /// <summary>The exact request body; a resend sends this and nothing else.</summary>
    public required string OrderBody { get; init; }

    /// <summary>Machine time after which the body is never sent (again).</summary>
    public required DateTimeOffset SendBefore { get; init; }

    /// <summary>Random text of the writer: after a lost acknowledgement it tells whose intent is stored.</summary>
    public required string Nonce { get; init; }
    public required DecisionFacts Facts { get; init; }
}
