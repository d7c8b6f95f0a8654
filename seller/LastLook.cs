using Microsoft.Extensions.Logging;
using Pipeline.Broker.Port;
using Pipeline.Contracts;
using Pipeline.Contracts.Values;
using Pipeline.Hosting.Home;

namespace Pipeline.Seller;

/// <summary>What a seller that is asked to end looks at before it does: a fill that was told to nobody shows at the venue alone.</summary>
internal sealed class LastLook(IVenueReader venue, LeftBehind left, TimeProvider machine, ILogger<LastLook> logger) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly HashSet<Symbol> _handed = [];
    private CancellationTokenSource? _late;
    private string _bare = "not read";

    /// <summary>A reading begun after the end was asked for showed nothing that is not covered.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Reads what is held, again after a moment while the venue gives no answer; null when the time for it is up.</summary>
    /// <param name="again">It was read before, and something was not covered.</param>
    public async Task<IReadOnlyList<VenuePosition>?> ReadAsync(bool again)
    {
        _late ??= new CancellationTokenSource(SellerEnding.Patience, machine);
        while (!_late.IsCancellationRequested)
        {
            try
            {
                if (again)
                    await Task.Delay(Pause, machine, _late.Token);
                again = true;
                return await venue.GetPositionsAsync(_late.Token);
            }
            catch (Exception away) when (away is VenueUnavailableException or VenueRefusedException)
            {
                Log.NotWatched(logger, away.Message);
            }
            catch (OperationCanceledException) when (_late.IsCancellationRequested)
            {
                break;
            }
        }

        return null;
    }

    /// <summary>What is held and not known to be covered: its desk wants another quantity, or has not come to rest since it was told of it.</summary>
    public IReadOnlyList<VenuePosition> Uncovered(IReadOnlyList<VenuePosition> positions, Func<Symbol, SymbolDesk?> deskOf, DateTimeOffset now)
    {
        var bare = positions.Where(position => position.Quantity > 0 && !IsCovered(position, deskOf(position.Symbol), now)).ToList();
        _handed.UnionWith(bare.Select(position => position.Symbol));
        _bare = string.Join(", ", bare.Select(position => position.Symbol));
        IsOver = bare.Count == 0;
        return bare;
    }

    /// <summary>Says what the seller leaves behind unproven, if anything.</summary>
    public void Tell()
    {
        if (_late is null || IsOver)
            return;
        Log.LeftUnproven(logger, _bare);
        left.Note(Processes.Seller, "ended without the venue's word");
    }

    public void Dispose() => _late?.Dispose();

    private bool IsCovered(VenuePosition position, SymbolDesk? desk, DateTimeOffset now) =>
        desk is { Rests: false, Effective: { } wanted } && desk.IsBroughtAbout(now) && (wanted.Quantity.Value == position.Quantity || _handed.Contains(position.Symbol));
}
