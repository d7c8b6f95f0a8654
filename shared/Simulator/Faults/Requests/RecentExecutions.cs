using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Exchange;
using Pipeline.Simulator.Engine;

namespace Pipeline.Simulator.Faults.Requests;

/// <summary>Remembers executions for a while, so that an account can be shown as it was before them.</summary>
public sealed class RecentExecutions(TimeProvider machine) : IStepListener
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private readonly Lock _gate = new();
    private readonly Queue<(long At, Execution Execution)> _recent = new();

    public void Occurred(IReadOnlyList<ExchangeEvent> events)
    {
        var now = machine.GetTimestamp();
        lock (_gate)
        {
            foreach (var changed in events.OfType<OrderChanged>())
            {
                if (changed is { Kind: OrderEventKind.Fill or OrderEventKind.PartialFill, Execution: { } execution }) _recent.Enqueue((now, execution));
            }

            while (_recent.TryPeek(out var oldest) && machine.GetElapsedTime(oldest.At) > Longest) _recent.Dequeue();
        }
    }

    public void Reached(DateTimeOffset second)
    {
    }

    /// <summary>Takes the executions of the last moments out of an account's cash and market value again.</summary>
    public void TakeBack(JsonNode account, TimeSpan time)
    {
        List<Execution> young;
        lock (_gate) young = [.. _recent.Where(recent => machine.GetElapsedTime(recent.At) < time).Select(recent => recent.Execution)];
        var paid = young.Sum(execution => execution.Change * execution.Price);
        Move(account, "cash", paid);
        Move(account, "long_market_value", -paid);
    }

    private static void Move(JsonNode account, string field, decimal dollars)
    {
        if (account is JsonObject found && found[field] is JsonValue value && decimal.TryParse(value.GetValue<string>(), NumberStyles.Number, CultureInfo.InvariantCulture, out var before))
            found[field] = Figure.Text(decimal.Round(before + dollars, 2));
    }
}
