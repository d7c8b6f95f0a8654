namespace NATS.Client.Core.Internal;

/// <summary>What became of a command.</summary>
internal enum WriteOutcome
{
    Written,

    /// <summary>There is no connection; nothing was kept.</summary>
    Closed,

    /// <summary>Too much is unsent; nothing was kept.</summary>
    Full,
}
