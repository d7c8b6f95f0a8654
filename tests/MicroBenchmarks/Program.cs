using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using Pipeline.Tests.MicroBenchmarks;

// In this process and short: what is sought is a table in half a minute, not the last nanosecond.
var job = Job.Default
    .WithToolchain(InProcessEmitToolchain.Instance)
    .WithWarmupCount(3)
    .WithIterationCount(7)
    .WithIterationTime(TimeInterval.FromMilliseconds(100));
await using var output = new StreamWriter(Console.OpenStandardOutput());
var reports = Directory.CreateTempSubdirectory("pipeline-bench-").FullName;
// Also when it is asked to end in the middle.
AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(reports, recursive: true);
var complete = true;
foreach (var benchmarks in new[] { typeof(ParserBenchmarks), typeof(WriterBenchmarks) })
{
    await Console.Error.WriteLineAsync(benchmarks.Name);
    var config = ManualConfig.CreateEmpty()
        .AddJob(job)
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddLogger(NullLogger.Instance)
        .WithArtifactsPath(reports);
    var summary = BenchmarkRunner.Run(benchmarks, config);
    MarkdownExporter.Console.ExportToLog(summary, new StreamLogger(output));
    complete &= summary.Reports.Length > 0 && summary.Reports.All(report => report.Success);
}

return complete ? 0 : 1;
