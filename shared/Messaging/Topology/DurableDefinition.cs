using NATS.Client.JetStream.Models;

namespace Pipeline.Messaging;

/// <summary>A durable consumer and the stream it reads.</summary>
public sealed record DurableDefinition(string Stream, ConsumerConfig Consumer);
