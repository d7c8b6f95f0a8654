using System.Globalization;
using System.Text.Json;

namespace Pipeline.Tests.Benchmarks.Exchange;

/// <summary>The figures of one run; times in microseconds, the share of one core in percent, memory in megabytes.</summary>
internal sealed record ExchangeReport
{
    public string Bench { get; } = "exchange";

    public required int Orders { get; init; }

    public required double OrdersPerSecond { get; init; }

    public required double FloorOrdersPerSecond { get; init; }

    public required double EngineOrdersPerSecond { get; init; }

    /// <summary>Floor by simulator: how many times as many orders a server takes that does nothing with them.</summary>
    public double RatioOrders => Math.Round(FloorOrdersPerSecond / OrdersPerSecond, 2);

    /// <summary>Processor time the simulator spends on an order, all threads together.</summary>
    public required double CpuUsPerOrder { get; init; }

    public required double FloorCpuUsPerOrder { get; init; }

    /// <summary>Orders a second at which the next four were measured.</summary>
    public required int Rate { get; init; }

    public required double P50Us { get; init; }

    public required double P99Us { get; init; }

    public required double FloorP50Us { get; init; }

    public required double FloorP99Us { get; init; }

    public double RatioP50 => Math.Round(P50Us / FloorP50Us, 2);

    public double RatioP99 => Math.Round(P99Us / FloorP99Us, 2);

    public required int Symbols { get; init; }

    public required double BarsPerSecond { get; init; }

    /// <summary>Share of one core that a minute of bars of every symbol takes when venue time runs like the machine's.</summary>
    public required double CpuPercentAtOneMinuteAMinute { get; init; }

    public required double MemoryMb { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public string ToTable() => string.Create(CultureInfo.InvariantCulture, $"""
        exchange, {Orders} orders            simulator       floor      ratio
        orders a second              {OrdersPerSecond,13:0}  {FloorOrdersPerSecond,10:0}  {RatioOrders,9:0.00}
        the engine alone             {EngineOrdersPerSecond,13:0}
        processor time an order, us  {CpuUsPerOrder,13:0}  {FloorCpuUsPerOrder,10:0}
        answer at {Rate}/s, p50 us    {P50Us,15:0.0}  {FloorP50Us,10:0.0}  {RatioP50,9:0.00}
        answer at {Rate}/s, p99 us    {P99Us,15:0.0}  {FloorP99Us,10:0.0}  {RatioP99,9:0.00}

        bars of {Symbols} symbols
        bars a second at most        {BarsPerSecond,13:0}
        one core at a minute a minute {CpuPercentAtOneMinuteAMinute,11:0.0} %
        memory                       {MemoryMb,13:0} MB
        """);
}
