namespace NATS.Client.Core;

/// <summary>How replies find their request. Both values use the one wildcard inbox subscription here.</summary>
public enum NatsRequestReplyMode
{
    /// <summary>One inbox shared by all requests.</summary>
    SharedInbox,

    /// <summary>The same inbox; replies are handed over without a subscription of their own.</summary>
    Direct,
}
