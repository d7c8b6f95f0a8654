namespace Pipeline.Simulator.Faults.Prices;

/// <summary>What is shown wrong of the market; trading goes on at the true prices.</summary>
public sealed record MarketFault(MarketTrouble Trouble) : Fault
{
    /// <summary>How long a bar is wrong or missing after its minute, in venue time.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>How much too high a wrong bar closes, in percent.</summary>
    public decimal Percent { get; init; }

    /// <summary><c>bid</c>, <c>ask</c> or <c>both</c>.</summary>
    public string Side { get; init; } = "both";
}
