using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Exits.Convergence;

/// <summary>What a person must hear of a symbol, whatever is being done about it.</summary>
public static class SymbolAlarm
{
    /// <summary>Shares that were to be covered have been bare for longer than any way to cover them takes.</summary>
    public static bool IsUnprotected(SellSignal wanted, VenueView view, Progress progress, ConvergenceSettings settings, DateTimeOffset machineNow)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentNullException.ThrowIfNull(settings);
        var isDust = wanted.Symbol.IsCrypto && wanted.StopPrice is { } price && (price * view.Uncovered).Value < settings.LeastCryptoWorth;
        return !view.Uncovered.IsZero && !isDust && (wanted.Want == WantedState.Protect || wanted.Keep is { IsZero: false })
            && progress.UncoveredSince is { } since && machineNow - since >= settings.UncoveredLimit;
    }

    /// <summary>An order hangs in a pending state, and nobody but the venue can end it.</summary>
    public static bool IsStuck(Progress progress, ConvergenceSettings settings, DateTimeOffset machineNow)
    {
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentNullException.ThrowIfNull(settings);
        return progress.PendingSince is { } since && machineNow - since >= settings.StuckAfter;
    }
}
