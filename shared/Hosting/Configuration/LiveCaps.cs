using System.Globalization;
using Microsoft.Extensions.Configuration;
using Pipeline.Hosting.Home;

namespace Pipeline.Hosting.Configuration;

/// <summary>The bounds that the buyer's limits may not exceed while real money is traded, until they are raised on purpose.</summary>
public static class LiveCaps
{
    /// <summary>Does nothing outside the live profile.</summary>
    /// <exception cref="PipelineException">Exit code 77: a limit is above its cap; each is named, with the way to raise it.</exception>
    public static void Check(PipelineHome home, IConfiguration settings)
    {
        if (Excesses(home, settings) is { Count: > 0 } excesses)
            throw new PipelineException(ExitCodes.Refused, string.Join(Environment.NewLine, excesses));
    }

    /// <summary>What exceeds its cap, a sentence each; empty when nothing does.</summary>
    public static IReadOnlyList<string> Excesses(PipelineHome home, IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(home);
        ArgumentNullException.ThrowIfNull(settings);
        if (home.Profile != LiveGuard.Profile)
            return [];
        var caps = LiveOptions.Read(home);
        return
        [
            .. new (string Name, decimal Cap)[]
            {
                (nameof(caps.MaxNotional), caps.MaxNotional),
                (nameof(caps.MaxExposure), caps.MaxExposure),
                (nameof(caps.MaxPositions), caps.MaxPositions),
                (nameof(caps.MaxOrdersPerMinute), caps.MaxOrdersPerMinute),
            }
            .Where(cap => !IsWithin(settings[$"Buyer:{cap.Name}"], cap.Cap))
            .Select(cap => string.Create(
                CultureInfo.InvariantCulture,
                $"Buyer:{cap.Name} = {settings[$"Buyer:{cap.Name}"] ?? "(not set)"} is above the cap of {cap.Cap} for real money. Lower it, or raise Live:{cap.Name} in {home.SettingsFile} on purpose.")),
        ];
    }

    // What is not a number is refused by the options that it belongs to; here it is above every cap.
    private static bool IsWithin(string? value, decimal cap) => decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && number <= cap;
}
