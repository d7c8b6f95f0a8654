using System.Globalization;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Trading;

namespace Pipeline.Orchestrator.Store;

/// <summary>Makes the streams what they should be, and tells a store that is not the one this home left.</summary>
public sealed class StoreKeeper(PipelineHome home, TimeProvider machine, ILogger<StoreKeeper> logger)
{
    private IReadOnlyDictionary<string, ulong> _remembered = new Dictionary<string, ulong>();

    /// <summary>Why this store must be set aside and another be made; null when it is ours.</summary>
    public RaisedCondition? Problem { get; private set; }

    /// <summary>The problem has been dealt with: the next look is at another store.</summary>
    public void Forget() => Problem = null;

    /// <summary>True when all streams and durables stand.</summary>
    /// <param name="tell">Sets the trading state for what was lost; returns once that is stored.</param>
    /// <exception cref="NATS.Client.Core.NatsException">The server is away or refuses.</exception>
    public async Task<bool> EnsureAsync(TopologyCreator creator, StoredMessages stored, Func<RaisedCondition?, Task> tell, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(creator);
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(tell);
        var mark = StoreMark.ReadOrCreate(home);
        var result = await creator.EnsureAsync(mark.StoreId, mark.Created, cancellationToken);
        if (result is TopologyResult.StoreMismatch { Found: { } found } && mark is { Created: false, Trouble: null })
        {
            // The home has forgotten its store, not lost it: what lies there is whole and is taken, but a person must look.
            mark = new StoreMark(found, Created: true, Trouble(TradingCondition.StoreForeign, $"This home did not know the store that lies in {home.Nats} and has taken it as its own."));
            mark.Write(home);
            result = await creator.EnsureAsync(mark.StoreId, storeExists: true, cancellationToken);
        }

        if (result is TopologyResult.StreamsMissing { Streams: var gone } && gone.All(Topology.Dispensable.Contains))
        {
            mark = mark with { Trouble = Trouble(TradingCondition.StoreLost, $"{string.Join(", ", gone)} had been lost and was made anew, empty; books and orders are whole.") };
            mark.Write(home);
            result = await creator.EnsureAsync(mark.StoreId, storeExists: false, cancellationToken);
        }

        Problem = ProblemOf(result, mark) ?? await OlderAsync(mark, stored, cancellationToken);
        if (Problem is { } problem)
        {
            Log.StoreMismatch(logger, problem.Text);
            return false;
        }

        KillPoint.Reached(KillPoints.OrchestratorStreamsEnsured);
        await tell(mark.Trouble);
        if (!mark.Created || mark.Trouble is not null)
            (mark with { Created = true, Trouble = null }).Write(home);
        return true;
    }

    /// <summary>Writes down how far the books have come, where that has changed.</summary>
    /// <exception cref="NATS.Client.Core.NatsException">The server is away.</exception>
    public async Task RememberAsync(StoredMessages stored, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var heights = new SortedDictionary<string, ulong>(StringComparer.Ordinal);
        foreach (var stream in Topology.Books)
            heights[stream] = await stored.LastSequenceOfAsync(stream, cancellationToken);
        if (heights.All(height => _remembered.GetValueOrDefault(height.Key) == height.Value))
            return;
        var times = new SortedDictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var (stream, height) in heights.Where(one => one.Value > 0))
        {
            if (await stored.MessageAtAsync(stream, height, cancellationToken) is { } last)
                times[stream] = last.Time;
        }

        // The answers may be those of a server that has just come back with an older store: what it lacks must not be forgotten before it is missed.
        var mark = StoreMark.ReadOrCreate(home);
        if (await OlderAsync(mark, stored, cancellationToken) is not null)
            return;
        new StoreHeights(mark.StoreId, heights, times).Write(home);
        _remembered = heights;
    }

    private RaisedCondition? ProblemOf(TopologyResult result, StoreMark mark) => result switch
    {
        TopologyResult.StoreMismatch mismatch => Trouble(
            TradingCondition.StoreForeign, $"{mismatch.Where} in {home.Nats} belongs to store {mismatch.Found ?? "(unnamed)"}, this home to {mark.StoreId}."),
        TopologyResult.StreamsMissing missing => Trouble(
            TradingCondition.StoreLost, $"{(missing.Streams.Count >= Streams.All.Count - 1 ? "The whole store" : string.Join(", ", missing.Streams))} of this home was gone from {home.Nats}."),
        _ => null,
    };

    private async Task<RaisedCondition?> OlderAsync(StoreMark mark, StoredMessages stored, CancellationToken cancellationToken)
    {
        if (StoreHeights.Read(home) is not { } before || before.StoreId != mark.StoreId)
            return null;
        foreach (var (stream, height) in before.Sequences.Where(one => one.Value > 0))
        {
            var time = before.Times?.GetValueOrDefault(stream) ?? default;
            var found = await stored.MessageAtAsync(stream, height, cancellationToken);
            if (found is not null && (time == default || found.Time == time))
                continue;
            var instead = found is null ? "does not have it" : "has another in its place";
            return Trouble(TradingCondition.StoreLost, $"{stream} had come to message {height}{Of(time)} and {instead}: the store in {home.Nats} was put back to an older time.");
        }

        return null;
    }

    private static string Of(DateTimeOffset time) => time == default ? "" : string.Create(CultureInfo.InvariantCulture, $" of {time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");

    private RaisedCondition Trouble(TradingCondition condition, string text) => TradingSights.Condition(condition, Processes.Orchestrator, text, machine.GetUtcNow());
}
