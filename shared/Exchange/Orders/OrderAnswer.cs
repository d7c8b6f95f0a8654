namespace Pipeline.Exchange;

/// <summary>The venue's answer to a request: an order or a refusal, never both.</summary>
public sealed record OrderAnswer
{
    private OrderAnswer(Order? order, Refusal? refusal)
    {
        Order = order;
        Refusal = refusal;
    }

    public Order? Order { get; }

    public Refusal? Refusal { get; }

    public static OrderAnswer Of(Order order) => new(order, null);

    public static OrderAnswer Of(Refusal refusal) => new(null, refusal);
}
