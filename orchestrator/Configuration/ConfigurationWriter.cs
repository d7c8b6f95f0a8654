using Microsoft.Extensions.Configuration;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Configuration;

/// <summary>Sets settings of a running profile: checked as a whole by the stages themselves, stored as one control, then copied for starts without nats-server.</summary>
public sealed class ConfigurationWriter(PipelineHome home, MessagePublisher publisher, StoredMessages stored, TimeProvider machine)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Null when all of it is set so already.</summary>
    /// <param name="wanted">Path to value; null takes back what was set.</param>
    /// <param name="by">operator.</param>
    /// <param name="cancellationToken">Ends the attempt; what is stored stays.</param>
    /// <exception cref="PipelineException">A setting needs a restart, is unknown or bad or above a cap, or others changed the settings meanwhile; nothing was changed.</exception>
    public async Task<ConfigurationControl?> ChangeAsync(IReadOnlyDictionary<string, string?> wanted, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var last = await stored.LastMessageOfAsync(Streams.Control, Subjects.ConfigurationControl, cancellationToken);
        var before = SetBy(last) ?? SettingsOverlay.Read(home);
        var basis = Settings.Basis(home);
        if (OverlayChange.Of(basis, before, wanted) is not var (after, changes))
            return null;
        var next = Settings.With(basis, after);
        await RequireRightAsync(next, after, cancellationToken);
        var control = Control(after, changes, Settings.RevisionOf(next), by, last);
        if (await publisher.PublishAsync(Subjects.ConfigurationControl, control, PublishExpectation.After(last?.Sequence ?? 0) with { Patience = Patience }, cancellationToken) is not PublishResult.Stored)
            throw new PipelineException(ExitCodes.Failed, "The settings were not set: somebody else set some meanwhile, or nats-server does not confirm. Look at ./pipeline config history, and try again.");
        SettingsOverlay.Write(home, after);
        return control;
    }

    /// <summary>What a stored control sets; null where there is none or it cannot be read.</summary>
    private static IReadOnlyDictionary<string, string>? SetBy(RawMessage? stored) =>
        stored is not null && MessageReading.TryRead<ConfigurationControl>(stored.Data.Span, out var control, out _) ? control.Settings : null;

    private async Task RequireRightAsync(IConfigurationRoot next, SortedDictionary<string, string> after, CancellationToken cancellationToken)
    {
        HotSettings.Require(after.Keys);
        LiveCaps.Check(home, next);
        var candidate = SettingsOverlay.WriteCandidate(home, after);
        try
        {
            var words = await Task.WhenAll(Processes.Stages.Select(stage => StageSettings.ProblemOfAsync(stage, home, cancellationToken, candidate)));
            if (words.OfType<string>().Distinct(StringComparer.Ordinal).ToList() is { Count: > 0 } problems)
                throw new PipelineException(ExitCodes.Configuration, string.Join(Environment.NewLine, problems));
        }
        finally
        {
            File.Delete(candidate);
        }
    }

    private ConfigurationControl Control(SortedDictionary<string, string> after, IReadOnlyList<SettingChange> changes, string revision, string by, RawMessage? last)
    {
        var now = machine.GetUtcNow();
        var id = $"configuration-{Guid.CreateVersion7(now):N}";
        return new ConfigurationControl
        {
            Id = id,
            CorrelationId = id,
            CausationId = last is null ? id : $"{last.Stream}-{last.Sequence}",
            VenueTime = now,
            MachineTime = now,
            Settings = after,
            Changes = changes,
            Revision = revision,
            By = by,
        };
    }
}
