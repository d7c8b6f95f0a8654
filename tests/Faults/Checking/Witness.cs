using System.Text.Json;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Chaos.Checking;
using Pipeline.Orchestrator.Chaos.Checking.Rules;

namespace Pipeline.Tests.Faults.Checking;

/// <summary>Puts one symbol's part of venue and streams before the checker that judges chaos, which shares no code with the pipeline.</summary>
public sealed class Witness
{
    private readonly Evidence _evidence;

    /// <param name="symbol">Whose part.</param>
    /// <param name="venueLog">The lines of the venue's own log.</param>
    /// <param name="stored">The messages of all streams.</param>
    /// <param name="now">Machine time.</param>
    public Witness(string symbol, string venueLog, IReadOnlyList<RawMessage> stored, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(venueLog);
        ArgumentNullException.ThrowIfNull(stored);
        var lines = venueLog.Split('\n').Where(line => line.Contains($"\"{symbol}\"", StringComparison.Ordinal) || line.Contains("\"account_opened\"", StringComparison.Ordinal));
        _evidence = new Evidence
        {
            Venue = VenueLogReader.Read(lines),
            Stored = [.. stored.Select(Line).Where(line => line.Text("symbol") == symbol || line.Subject.EndsWith($".{symbol}", StringComparison.Ordinal))],
            Until = now,
        };
    }

    /// <summary>The longest time for which shares were without a working exit; what the venue was told to do wrong is not taken off.</summary>
    public TimeSpan LongestBare => ProtectionRule.Spans(_evidence).Select(span => span.Ours).DefaultIfEmpty(TimeSpan.Zero).Max();

    /// <summary>Everything that must not be; how long shares were bare depends on the machine's speed and is looked at apart.</summary>
    public IReadOnlyList<Finding> Findings =>
        [.. Verdict.Of(_evidence, seed: 0, kills: 1, faults: 0, redeliveries: 0).Findings.Where(finding => finding.Figure != Figure.Unprotected)];

    private static StoredLine Line(RawMessage message) => new(message.Stream, message.Sequence, message.Time, message.Subject, Parse(message.Data));

    private static JsonElement Parse(ReadOnlyMemory<byte> data)
    {
        try
        {
            using var document = JsonDocument.Parse(data);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // What is no JSON has no fields.
            return default;
        }
    }
}
