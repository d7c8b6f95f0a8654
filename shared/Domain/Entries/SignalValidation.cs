using Pipeline.Contracts;
using Pipeline.Contracts.Identity;
using Pipeline.Contracts.Signals;

namespace Pipeline.Domain.Entries;

/// <summary>Can the message be a signal at all? What cannot is quarantined, not refused.</summary>
public static class SignalValidation
{
    private const decimal Threshold = 100m;
    private const decimal HighestScore = 1_000_000m;

    /// <summary>What is wrong with it, or null.</summary>
    /// <param name="signal">Parsed, so every field is there and of its type.</param>
    /// <param name="venueNow">Venue time.</param>
    /// <param name="clockTolerance">How far the bar may end ahead of our reading of the venue's clock.</param>
    public static string? FaultOf(BuySignal signal, DateTimeOffset venueNow, TimeSpan clockTolerance)
    {
        ArgumentNullException.ThrowIfNull(signal);
        var bar = signal.Bar;
        if (signal.SchemaVersion != Message.CurrentSchemaVersion)
            return $"schema version {signal.SchemaVersion}, expected {Message.CurrentSchemaVersion}";
        if (signal.Strategy.Length is 0 or > 32 || !signal.Strategy.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
            return "the strategy is not 1 to 32 letters, digits, '-' or '_'";
        if (signal.Id != SignalId.For(signal.Strategy, signal.Symbol, bar.Start))
            return $"id '{signal.Id}' is not that of its strategy, symbol and bar";
        if (signal.Score is < Threshold or > HighestScore)
            return $"score {signal.Score} is not within {Threshold} and {HighestScore}";
        if (Math.Abs(signal.Velocity) > 1 || Math.Abs(signal.Acceleration) > 2)
            return "velocity or acceleration is beyond a whole price a minute";
        if (signal.RelativeVolume < 0)
            return "the relative volume is below zero";
        if (bar.Low > bar.Open || bar.Low > bar.Close || bar.High < bar.Open || bar.High < bar.Close)
            return "the bar's low and high do not enclose its open and close";
        if (bar.Start.Ticks % TimeSpan.TicksPerMinute != 0)
            return "the bar does not start on a minute";
        return bar.End > venueNow + clockTolerance ? $"the bar ends at {bar.End:O}, ahead of {venueNow:O}" : null;
    }
}
