using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Configuration;

/// <summary>What the stages say to new settings.</summary>
public static class ConfigurationAnswers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The answers of those asked, as far as they come within five seconds of machine time.</summary>
    /// <param name="from">Sequence of EVENTS from which on they may stand.</param>
    public static async Task<IReadOnlyDictionary<string, PipelineEvent>> AwaitAsync(
        PipelineConnection connection, ConfigurationControl control, IReadOnlyCollection<string> asked, ulong from, TimeProvider machine, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(control);
        ArgumentNullException.ThrowIfNull(asked);
        var answers = new SortedDictionary<string, PipelineEvent>(StringComparer.Ordinal);
        if (asked.Count == 0)
            return answers;
        using var patience = new CancellationTokenSource(Patience, machine);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        var range = new ReadRange { Subjects = [Subjects.Event("*", "config_applied"), Subjects.Event("*", "config_refused")], FromSequence = from, Follow = true };
        try
        {
            await foreach (var message in new OrderedReader(connection).ReadAsync(Streams.Events, range, waiting.Token))
            {
                if (MessageReading.TryRead<PipelineEvent>(message.Data.Span, out var one, out _) && one.CausationId == control.Id)
                    answers[one.Process] = one;
                if (!asked.Except(answers.Keys).Any())
                    break;
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
        }

        return answers;
    }
}
