using System.Globalization;
using System.Text.Json;

namespace Pipeline.Tests.Benchmarks.Nats;

/// <summary>The figures of one row: medians over its rounds, times in microseconds, ratios round by round.</summary>
internal sealed record RowFigures(
    string Bench,
    string Row,
    string Sync,
    int N,
    double P50Us,
    double P99Us,
    double FloorP50Us,
    double FloorP99Us,
    double RatioP50,
    double RatioP99,
    double RatePerSecond,
    double FloorRatePerSecond,
    double AllocatedBytesPerMessage,
    double FloorAllocatedBytesPerMessage)
{
    public static readonly string Heading =
        $"{"",-24}{"p50 us",10}{"floor",10}{"ratio",8}{"p99 us",11}{"floor",10}{"ratio",8}{"per s",11}{"floor",10}{"bytes each",12}";

    public static RowFigures Of(Row row, string sync, int messages, IReadOnlyList<Round> ours, IReadOnlyList<Round> floor) => new(
        "nats",
        row.Name,
        sync,
        messages,
        Math.Round(Percentiles.Median(ours.Select(round => round.P50)), 2),
        Math.Round(Percentiles.Median(ours.Select(round => round.P99)), 2),
        Math.Round(Percentiles.Median(floor.Select(round => round.P50)), 2),
        Math.Round(Percentiles.Median(floor.Select(round => round.P99)), 2),
        Math.Round(Percentiles.Median(ours.Zip(floor, (our, bare) => our.P50 / bare.P50)), 2),
        Math.Round(Percentiles.Median(ours.Zip(floor, (our, bare) => our.P99 / bare.P99)), 2),
        Math.Round(Percentiles.Median(ours.Select(round => round.Rate))),
        Math.Round(Percentiles.Median(floor.Select(round => round.Rate))),
        Math.Round(Percentiles.Median(ours.Select(round => round.Allocated))),
        Math.Round(Percentiles.Median(floor.Select(round => round.Allocated))));

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public string ToLine() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Row,-24}{P50Us,10:0.0}{FloorP50Us,10:0.0}{RatioP50,8:0.00}{P99Us,11:0.0}{FloorP99Us,10:0.0}{RatioP99,8:0.00}{RatePerSecond,11:0}{FloorRatePerSecond,10:0}{AllocatedBytesPerMessage,12:0}");
}
