using System.CommandLine;
using Pipeline.Tests.Benchmarks.Exchange;
using Pipeline.Tests.Benchmarks.Latency;
using Pipeline.Tests.Benchmarks.Nats;

var root = new RootCommand("How fast it is, each figure beside its floor measured in the same run.")
{
    LatencyCommand.Create(),
    FloorPeer.Create(),
    NatsCommand.Create(),
    HopPeer.Create(),
    ExchangeCommand.Create(),
    HttpFloor.Create(),
    ProtocolCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
