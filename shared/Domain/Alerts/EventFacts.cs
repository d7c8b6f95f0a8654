using System.Globalization;
using Pipeline.Contracts.Events;

namespace Pipeline.Domain.Alerts;

/// <summary>Reads the facts of an event; what is missing or makes no sense is none.</summary>
internal static class EventFacts
{
    public static decimal? Number(PipelineEvent told, string name) =>
        told.Facts.TryGetValue(name, out var text) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static string? Text(PipelineEvent told, string name) => told.Facts.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;
}
