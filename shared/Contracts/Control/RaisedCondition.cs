using Pipeline.Contracts.Values;

namespace Pipeline.Contracts.Control;

/// <summary>A condition that holds now, as whoever sees it tells it; one for each condition, process and symbol.</summary>
public sealed record RaisedCondition
{
    public required TradingCondition Condition { get; init; }

    /// <summary>Who sees it: a name of <see cref="Processes"/>, or operator.</summary>
    public required string Process { get; init; }

    /// <summary>Null where it concerns the whole account.</summary>
    public Symbol? Symbol { get; init; }

    /// <summary>One sentence for a person.</summary>
    public required string Text { get; init; }

    /// <summary>Machine time since which it holds.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Whether both tell of the same thing, whatever their words and times.</summary>
    public bool IsSameAs(RaisedCondition other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Condition == other.Condition && Process == other.Process && Symbol == other.Symbol;
    }
}
