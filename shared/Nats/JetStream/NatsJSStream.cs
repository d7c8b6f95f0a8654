using NATS.Client.Core;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream;

/// <summary>A stream, as it was when last asked for.</summary>
public class NatsJSStream
{
    internal NatsJSStream(NatsJSContext context, StreamInfo info) => Info = info;

    public StreamInfo Info { get; private set; }
}
