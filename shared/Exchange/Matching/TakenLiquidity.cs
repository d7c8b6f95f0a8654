namespace Pipeline.Exchange;

/// <summary>What the account has taken from the book in the present second, by symbol and side; a fold of executions.</summary>
public sealed class TakenLiquidity
{
    private readonly Dictionary<(string Symbol, Side Side), decimal> _taken = [];
    private long _second;

    public void Count(Execution execution)
    {
        Reach(execution.At);
        _taken[(execution.Symbol, execution.Side)] = Of(execution.Symbol, execution.Side, execution.At) + execution.Quantity;
    }

    public decimal Of(string symbol, Side side, DateTimeOffset now)
    {
        Reach(now);
        return _taken.GetValueOrDefault((symbol, side));
    }

    private void Reach(DateTimeOffset now)
    {
        var second = now.Ticks / TimeSpan.TicksPerSecond;
        if (second == _second) return;
        _second = second;
        _taken.Clear();
    }
}
