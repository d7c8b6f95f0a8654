using System.Text.Json.Serialization;
using Pipeline.Contracts.Json;

namespace Pipeline.Orchestrator.Alerts;

/// <summary>Whose format a webhook wants.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<WebhookShape>))]
public enum WebhookShape
{
    /// <summary>Ours: one JSON object with the alert's fields.</summary>
    Json,
    Slack,
    Discord,
    Telegram,
}
