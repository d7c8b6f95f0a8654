namespace NATS.Client.Core;

/// <summary>Options of one publish.</summary>
public record NatsPubOpts
{
}
