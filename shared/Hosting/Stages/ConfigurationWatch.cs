using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Hosting.Configuration;
using Pipeline.Messaging;

namespace Pipeline.Hosting.Stages;

/// <summary>Puts in force what <c>control.configuration</c> says, and tells what came of it. Nothing it meets ends the stage or holds it up.</summary>
public sealed class ConfigurationWatch(
    StageRun run, ConfigurationInForce configuration, Conditions conditions, PipelineConnection connection, StoredMessages stored, EventTeller teller, TimeProvider machine, ILogger<ConfigurationWatch> logger, ILogger<BookFollower> books)
    : BackgroundService
{
    /// <summary>A change is heard at once; this finds one that was lost on the way.</summary>
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (configuration.Refused is { } why)
                    await conditions.RaiseAsync(TradingCondition.SettingsRefused, $"The {run.Process} started without what was set while running: {why}", severity: EventSeverity.Critical);
                await FollowAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // A store that was put back, a server on its way down: what is in force stays, and it is looked again.
                HostingLog.ConfigurationNotFollowed(logger, fault.Message);
            }

            await Task.Delay(RetryPause, machine, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FollowAsync(CancellationToken stopping)
    {
        await using var follower = new BookFollower(connection, stored, [new BookSelection(Streams.Control, Subjects.ConfigurationControl)], machine, books, CheckInterval);
        await foreach (var item in follower.FollowAsync(stopping))
        {
            if (item is BookEntry entry)
                await TakeAsync(entry);
        }
    }

    private async Task TakeAsync(BookEntry entry)
    {
        if (!MessageReading.TryRead<ConfigurationControl>(entry.Data.Span, out var control, out var unreadable))
        {
            await RefusedAsync($"{entry.Stream}-{entry.Sequence}", $"{entry.Subject}, sequence {entry.Sequence}, cannot be read: {unreadable}");
            return;
        }

        try
        {
            var change = configuration.Apply(control.Settings);
            await conditions.ClearAsync(TradingCondition.SettingsRefused, $"What is set while running is in force in the {run.Process}.", causationId: control.Id);
            if (change is null)
                return;
            var facts = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["before"] = change.Before, ["revision"] = change.Revision };
            foreach (var one in change.Changes)
                facts[one.Key] = $"{one.Old ?? "(default)"} -> {one.New ?? "(default)"}";
            HostingLog.ConfigurationApplied(logger, change.Revision, string.Join(", ", change.Changes.Select(one => $"{one.Key} {one.Old ?? "(default)"} -> {one.New ?? "(default)"}")));
            await teller.TellAsync("config_applied", EventSeverity.Info, control.Id, control.Id, text: $"Settings of revision {change.Revision} are in force.", facts: facts, id: $"config-{run.Process}-{control.Id}");
        }
        catch (PipelineException refused)
        {
            await RefusedAsync(control.Id, refused.Message);
        }
    }

    private ValueTask RefusedAsync(string cause, string why)
    {
        HostingLog.ConfigurationRefused(logger, why);
        return teller.TellAsync("config_refused", EventSeverity.Error, cause, cause, text: why, id: $"config-{run.Process}-{cause}");
    }
}
