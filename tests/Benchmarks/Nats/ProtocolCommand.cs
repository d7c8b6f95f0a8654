using System.CommandLine;
using System.Diagnostics;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Benchmarks.Nats;

/// <summary><c>protocol</c>: parser and writer of our NATS client alone. A program of its own, so that its packages stay out of this one.</summary>
internal static class ProtocolCommand
{
    public static Command Create()
    {
        var command = new Command("protocol", "Parser and writer of our NATS client, with what they allocate; by BenchmarkDotNet.");
        command.SetAction(async (_, cancellationToken) => await RunAsync(cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var program = Process.Start(new ProcessStartInfo(BuiltExecutable.Path("MicroBenchmarks")))
            ?? throw new InvalidOperationException("The benchmarks could not be started.");
        await using var ending = cancellationToken.Register(() => ProcessSignal.Terminate(program.Id));
        await program.WaitForExitAsync(CancellationToken.None);
        return program.ExitCode;
    }
}
