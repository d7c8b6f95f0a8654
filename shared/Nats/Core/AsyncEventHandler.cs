namespace NATS.Client.Core;

/// <summary>Handles an event of a connection; handlers run one after the other, away from the socket.</summary>
/// <param name="sender">The connection.</param>
/// <param name="args">What happened.</param>
public delegate ValueTask AsyncEventHandler<in TEventArgs>(object? sender, TEventArgs args)
    where TEventArgs : EventArgs;
