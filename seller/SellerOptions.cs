using System.ComponentModel.DataAnnotations;
using Pipeline.Domain.Exits.Convergence;

namespace Pipeline.Seller;

/// <summary>How patient and how wide the seller is: section <c>Seller</c>.</summary>
public sealed class SellerOptions
{
    /// <summary>Fraction below the bid at which an exit limit is placed. Default 0.003.</summary>
    [Range(0, 0.2, ErrorMessage = "Expected a fraction of 0 to 0.2.")]
    public decimal ExitSlippage { get; init; } = 0.003m;

    /// <summary>Fraction below the market at which the last-resort stop rests. Default 0.05.</summary>
    [Range(0.001, 0.5, ErrorMessage = "Expected a fraction of 0.001 to 0.5.")]
    public decimal EmergencyStopDistance { get; init; } = 0.05m;

    /// <summary>Venue minutes without an entry in a symbol after a full exit. Default 15.</summary>
    [Range(0, 10_080, ErrorMessage = "Expected 0 to 10080 minutes.")]
    public int CooldownMinutes { get; init; } = 15;

    /// <summary>Machine milliseconds between two readings of an unsettled symbol. Default 500.</summary>
    [Range(50, 10_000, ErrorMessage = "Expected 50 to 10000 ms.")]
    public int PollMilliseconds { get; init; } = 500;

    /// <summary>Machine seconds between two readings of a protected symbol. Default 60.</summary>
    [Range(1, 3600, ErrorMessage = "Expected 1 to 3600 s.")]
    public int VerifySeconds { get; init; } = 60;

    /// <summary>Machine milliseconds that executed shares of an open entry wait for the entry's end. Default 2200.</summary>
    [Range(0, 5000, ErrorMessage = "Expected 0 to 5000 ms.")]
    public int EntryPatienceMilliseconds { get; init; } = 2200;

    /// <summary>Symbols brought to their wanted state at once. Default 8.</summary>
    [Range(1, 64, ErrorMessage = "Expected 1 to 64.")]
    public int Parallel { get; init; } = 8;

    /// <summary>Machine seconds for which a stored request may be sent again under its id. Default 30.</summary>
    [Range(1, 120, ErrorMessage = "Expected 1 to 120 s.")]
    public int ResendSeconds { get; init; } = 30;

    /// <summary>Fraction below cost or market at which the stop of shares rests whose entry had none, while nobody says where it belongs. Default 0.02.</summary>
    [Range(0.001, 0.5, ErrorMessage = "Expected a fraction of 0.001 to 0.5.")]
    public decimal MeanwhileStopDistance { get; init; } = 0.02m;

    public ConvergenceSettings ToSettings() => new()
    {
        ExitSlippage = ExitSlippage,
        EmergencyStopDistance = EmergencyStopDistance,
        Poll = TimeSpan.FromMilliseconds(PollMilliseconds),
        EntryPatience = TimeSpan.FromMilliseconds(EntryPatienceMilliseconds),
    };
}
