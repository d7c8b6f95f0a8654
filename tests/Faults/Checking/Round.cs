using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Messaging;

namespace Pipeline.Tests.Faults.Checking;

/// <summary>All that venue and streams tell of one symbol, as raw JSON: none of the pipeline's own code has a say in it.</summary>
public sealed class Round
{
    private readonly IReadOnlyList<(string Subject, JsonNode Body)> _stored;

    /// <param name="symbol">Whose round it is.</param>
    /// <param name="venueLog">The lines of the venue's own log.</param>
    /// <param name="stored">The messages of all streams.</param>
    public Round(string symbol, string venueLog, IReadOnlyList<RawMessage> stored)
    {
        ArgumentNullException.ThrowIfNull(venueLog);
        ArgumentNullException.ThrowIfNull(stored);
        Symbol = symbol;
        var log = venueLog.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.Contains($"\"{symbol}\"", StringComparison.Ordinal))
            .Select(line => JsonNode.Parse(line)!).Where(line => line["order"] is not null).ToList();
        Orders = [.. log.Select(line => line["order"]!).GroupBy(order => Text(order, "id")).Select(changes => changes.Last())];
        Executions = [.. log.Select(line => line["execution"]).OfType<JsonNode>()];
        _stored = [.. stored.Where(message => !message.Subject.StartsWith("dlq.", StringComparison.Ordinal)).Select(message => (message.Subject, Body: Parse(message)))
            .Where(message => message.Body?["symbol"]?.GetValue<string>() == symbol).Select(message => (message.Subject, message.Body!))];
        DeadLetters = [.. stored.Where(message => message.Subject.StartsWith("dlq.", StringComparison.Ordinal)).Select(message => Parse(message)!)
            .Where(letter => Text(letter, "subject")?.EndsWith($".{symbol}", StringComparison.Ordinal) == true)];
    }

    public string Symbol { get; }

    /// <summary>Each order as the venue knows it last.</summary>
    public IReadOnlyList<JsonNode> Orders { get; }

    public IReadOnlyList<JsonNode> Executions { get; }

    public IReadOnlyList<JsonNode> DeadLetters { get; }

    public IReadOnlyList<JsonNode> Signals => Of("signal.buy.");

    public IReadOnlyList<JsonNode> Positions => Of("position.");

    public IReadOnlyList<JsonNode> Trades => Of("trade.");

    public IReadOnlyList<JsonNode> Events => Of("event.");

    /// <summary>Shares executed on a side at the venue.</summary>
    public decimal Executed(string side) => Executions.Where(one => Text(one, "side") == side).Sum(one => Number(one, "quantity"));

    public static string? Text(JsonNode node, string name) => node[name]?.ToString();

    public static decimal Number(JsonNode node, string name) => node[name] is { } value ? decimal.Parse(value.ToString(), CultureInfo.InvariantCulture) : 0;

    private List<JsonNode> Of(string prefix) => [.. _stored.Where(message => message.Subject.StartsWith(prefix, StringComparison.Ordinal)).Select(message => message.Body)];

    private static JsonNode? Parse(RawMessage message)
    {
        try
        {
            return JsonNode.Parse(message.Data.Span);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
