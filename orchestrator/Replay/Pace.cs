using System.Runtime.CompilerServices;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Replay;

/// <summary>Lets recorded messages come as far apart as they were stored, faster or slower.</summary>
public static class Pace
{
    /// <param name="speed">Recorded seconds per second; null for as fast as they can be read.</param>
    public static async IAsyncEnumerable<RawMessage> Of(
        IAsyncEnumerable<RawMessage> messages, double? speed, TimeProvider machine, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(machine);
        DateTimeOffset? first = null;
        var began = machine.GetTimestamp();
        await foreach (var message in messages.WithCancellation(cancellationToken))
        {
            first ??= message.Time;
            if (speed is { } factor)
            {
                var wait = ((message.Time - first.Value) / factor) - machine.GetElapsedTime(began);
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait, machine, cancellationToken);
            }

            yield return message;
        }
    }
}
