using System.Globalization;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Store;

/// <summary>Sets a store aside that is not ours, whole and untouched, and lets a new one be made: the books are then rebuilt from the venue, and nothing is entered before a person says so.</summary>
/// <remarks>
/// Every stage is ended before the new store begins: none may go on with a book of the old one. The seller is ended last, once the old one has been moved: where it cannot be, it goes on and keeps what is held.
/// It may die on any line and be done again.
/// </remarks>
public sealed class StoreReplacement(PipelineHome home, ProcessSupervisor supervisor, TimeProvider machine, ILogger logger)
{
    /// <summary>How the folder of a store that was set aside begins, under the home.</summary>
    public const string Aside = "nats-set-aside-";

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(10);

    private long _triedAt;

    /// <summary>Where the old store lies now; null when it could not be moved and is tried again.</summary>
    /// <param name="problem">Why it must be replaced.</param>
    public async Task<string?> TryAsync(RaisedCondition problem, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (_triedAt != 0 && machine.GetElapsedTime(_triedAt) < BetweenAttempts)
            return null;
        _triedAt = machine.GetTimestamp();
        // It holds without streams, and while there are two of them.
        new HaltLatch(home).Latch(problem.Text);
        KillPoint.Reached(KillPoints.OrchestratorStoreLatched);
        // Who writes books must not write them into this store, whether or not it can be moved; the seller asks the venue before it does anything.
        await supervisor.EndAsync([.. Processes.Stages.Where(stage => stage != Processes.Seller)], cancellationToken);
        if (StoreMove.ObstacleTo(home, StoreMove.MountPoints()) is { } obstacle)
        {
            Log.StoreNotSetAside(logger, home.Nats, obstacle);
            return null;
        }

        await supervisor.EndAsync([Processes.NatsServer], cancellationToken);
        try
        {
            var aside = Path.Combine(home.Root, string.Create(CultureInfo.InvariantCulture, $"{Aside}{machine.GetUtcNow():yyyyMMdd'T'HHmmssfff}"));
            if (Directory.Exists(home.Nats))
                Directory.Move(home.Nats, aside);
            KillPoint.Reached(KillPoints.OrchestratorStoreMoved);
            await supervisor.EndAsync([Processes.Seller], cancellationToken);
            PipelineHome.CreateOwnerOnly(home.Nats);
            StoreMark.Fresh(problem with { Text = $"{problem.Text} A new store was begun; the old one lies in {aside}." }).Write(home);
            KillPoint.Reached(KillPoints.OrchestratorStoreMarked);
            Log.StoreSetAside(logger, aside);
            _triedAt = 0;
            return aside;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Log.StoreNotSetAside(logger, home.Nats, refused.Message);
            return null;
        }
    }
}
