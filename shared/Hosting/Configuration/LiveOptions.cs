using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Pipeline.Hosting.Home;

namespace Pipeline.Hosting.Configuration;

/// <summary>Section <c>Live</c>: what real money is opened by, and the caps it starts under. Read from the live home's own <c>pipeline.json</c> alone: raising a cap is a deed, not a variable left over from a demo.</summary>
public sealed class LiveOptions
{
    public const string Section = "Live";

    /// <summary>Clean paper trades that open live trading. Default 50.</summary>
    [Range(20, 100_000, ErrorMessage = "Expected 20 to 100000 trades.")]
    public int CleanTrades { get; init; } = 50;

    /// <summary>Dollars that Buyer:MaxNotional may be at most. Default 500.</summary>
    [Range(1, 10_000_000, ErrorMessage = "Expected 1 to 10000000 dollars.")]
    public decimal MaxNotional { get; init; } = 500;

    /// <summary>Dollars that Buyer:MaxExposure may be at most. Default 1500.</summary>
    [Range(1, 100_000_000, ErrorMessage = "Expected 1 to 100000000 dollars.")]
    public decimal MaxExposure { get; init; } = 1_500;

    /// <summary>What Buyer:MaxPositions may be at most. Default 3.</summary>
    [Range(1, 1_000, ErrorMessage = "Expected 1 to 1000.")]
    public int MaxPositions { get; init; } = 3;

    /// <summary>What Buyer:MaxOrdersPerMinute may be at most. Default 5.</summary>
    [Range(1, 100_000, ErrorMessage = "Expected 1 to 100000.")]
    public int MaxOrdersPerMinute { get; init; } = 5;

    /// <exception cref="PipelineException">Exit code 78: a value is unknown or bad, or the file is no JSON.</exception>
    public static LiveOptions Read(PipelineHome home)
    {
        ArgumentNullException.ThrowIfNull(home);
        try
        {
            return OptionsReader.Read<LiveOptions>(new ConfigurationBuilder().AddJsonFile(home.SettingsFile, optional: true).Build(), Section);
        }
        catch (Exception malformed) when (malformed is InvalidDataException or FormatException)
        {
            throw new PipelineException(ExitCodes.Configuration, $"{malformed.Message} {malformed.InnerException?.Message} Mend the file and try again.".Trim(), malformed);
        }
    }
}
