using System.Diagnostics;
using System.Text.Json;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.Benchmarks;

/// <summary>One run of the benchmarks' own program, in a process of its own.</summary>
internal static class BenchRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs a bench to its end and returns what it told with --json, a line each.</summary>
    /// <param name="arguments">The bench's name and options, without --json.</param>
    public static async Task<IReadOnlyList<JsonElement>> ToldAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(BuiltExecutable.Path("Benchmarks"), [.. arguments, "--json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var bench = Process.Start(start)!;
        var (output, errors) = (bench.StandardOutput.ReadToEndAsync(), bench.StandardError.ReadToEndAsync());
        try
        {
            await bench.WaitForExitAsync().InTime("the bench to end", Patience);
        }
        finally
        {
            // Asked, not killed: it ends what it has started.
            if (!bench.HasExited)
                ProcessSignal.Terminate(bench.Id);
        }

        Assert.True(bench.ExitCode == 0, await errors);
        return [.. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
    }

    private static JsonElement Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }
}
