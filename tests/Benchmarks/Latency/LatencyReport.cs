using System.Globalization;
using System.Text.Json;

namespace Pipeline.Tests.Benchmarks.Latency;

/// <summary>The figures of one run; times in microseconds, to a tenth.</summary>
internal sealed record LatencyReport(string Bench, int N, double P50Us, double P99Us, double FloorP50Us, double FloorP99Us, double RatioP50, double RatioP99)
{
    public static LatencyReport Of(IReadOnlyList<TimeSpan> buyer, IReadOnlyList<TimeSpan> floor)
    {
        var (p50, p99) = (Percentile(buyer, 0.50), Percentile(buyer, 0.99));
        var (floorP50, floorP99) = (Percentile(floor, 0.50), Percentile(floor, 0.99));
        return new LatencyReport("latency", buyer.Count, p50, p99, floorP50, floorP99, Math.Round(p50 / floorP50, 2), Math.Round(p99 / floorP99, 2));
    }

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public string ToTable() => string.Create(CultureInfo.InvariantCulture, $"""
        latency of {N} signals          p50 us      p99 us
        signal to order request  {P50Us,10:0.0}  {P99Us,10:0.0}
        floor: hop and gate      {FloorP50Us,10:0.0}  {FloorP99Us,10:0.0}
        ratio                    {RatioP50,10:0.00}  {RatioP99,10:0.00}
        """);

    /// <summary>By nearest rank: the smallest value that at least this share of all does not exceed.</summary>
    private static double Percentile(IReadOnlyList<TimeSpan> values, double share)
    {
        var rank = (int)Math.Ceiling(share * values.Count);
        return Math.Round(values.Order().ElementAt(rank - 1).TotalMicroseconds, 1);
    }
}
