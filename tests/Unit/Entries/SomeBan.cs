using Pipeline.Contracts.Control;
using Pipeline.Contracts.Ledger;

namespace Pipeline.Tests.Unit.Entries;

internal static partial class Some
{
    public static Cooldown Cooldown(DateTimeOffset until) => new()
    {
        Id = "cooldown",
        CorrelationId = "signal",
        CausationId = "trade",
        VenueTime = Now,
        MachineTime = Machine,
        Symbol = Apple,
        Until = until,
        TradeId = "trade",
    };

    public static LockControl Lock(DateTimeOffset until) => new()
    {
        Id = "lock",
        CorrelationId = "lock",
        CausationId = "lock",
        VenueTime = Now,
        MachineTime = Machine,
        Symbol = Apple,
        Until = until,
        Reason = "test",
        By = "operator",
    };
}
