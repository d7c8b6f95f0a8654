using Pipeline.Exchange;

namespace Pipeline.Simulator.Wire;

/// <summary>The trading status of a symbol that was halted, paused or goes on.</summary>
public static class HaltItem
{
    public static void Write(IItemWriter item, AssetChanged changed)
    {
        var halt = changed.Asset.Halts[^1];
        var pause = halt.Kind == HaltKind.Pause;
        var status = (changed.Kind, pause) switch
        {
            (AssetEventKind.Resumed, _) => ("T", "Trading Resumption"),
            (_, true) => ("P", "Volatility Trading Pause"),
            _ => ("H", "Trading Halt"),
        };
        NoticeItems.Status(item, changed.Asset.Symbol, status, (pause ? "LUDP" : "T1", halt.Reason), changed.At);
    }
}
