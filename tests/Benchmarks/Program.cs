using System.CommandLine;
using Pipeline.Tests.Benchmarks.Latency;

var root = new RootCommand("How fast it is, each figure beside its floor measured in the same run.")
{
    LatencyCommand.Create(),
    FloorPeer.Create(),
};
return await root.Parse(args).InvokeAsync();
