using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Contracts.Events;
using Pipeline.Domain.Alerts;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Alerts;

/// <summary>An alert in the words of whoever it is sent to.</summary>
/// <remarks>
/// Slack: api.slack.com/messaging/webhooks (text; '&amp;', '&lt;' and '&gt;' escaped). Discord: discord.com/developers/docs/resources/webhook (content, at most 2000 characters; mentions off).
/// Telegram: core.telegram.org/bots/api#sendmessage (chat_id, text, at most 4096 characters).
/// </remarks>
public static class WebhookBody
{
    private const int LongestDiscord = 2000;
    private const int LongestTelegram = 4096;
    private const int LongestSlack = 4000;

    /// <param name="profile">Whose alert it is: a person may run several.</param>
    public static string Of(AlertRoute route, Alert alert, string profile)
    {
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(alert);
        alert = alert with { Text = Redaction.Of(alert.Text) };
        var json = route.Shape switch
        {
            WebhookShape.Slack => new JsonObject { ["text"] = Escaped(Cut(Text(alert, profile), LongestSlack)) },
            WebhookShape.Discord => new JsonObject
            {
                ["content"] = Cut(Text(alert, profile), LongestDiscord),
                ["allowed_mentions"] = new JsonObject { ["parse"] = new JsonArray() },
            },
            WebhookShape.Telegram => new JsonObject
            {
                ["chat_id"] = route.ChatId,
                ["text"] = Cut(Text(alert, profile), LongestTelegram),
                ["disable_web_page_preview"] = true,
            },
            _ => Plain(alert, profile),
        };
        return json.ToJsonString();
    }

    private static JsonObject Plain(Alert alert, string profile) => new()
    {
        ["id"] = alert.Id,
        ["profile"] = profile,
        ["kind"] = AlertRules.NameOf(alert.Kind),
        ["severity"] = NameOf(alert.Severity),
        ["symbol"] = alert.Symbol?.Name,
        ["text"] = alert.Text,
        ["at"] = alert.At.ToString("O", CultureInfo.InvariantCulture),
        ["repeats"] = alert.Repeats,
        ["key"] = alert.Key,
        ["correlationId"] = alert.CorrelationId,
    };

    private static string Text(Alert alert, string profile)
    {
        var again = alert.Repeats > 0 ? string.Create(CultureInfo.InvariantCulture, $"\n(seen {alert.Repeats} more times since the last alert of it)") : "";
        return $"[{profile}] {NameOf(alert.Severity).ToUpperInvariant()} {AlertRules.NameOf(alert.Kind).Replace('_', ' ')}: {alert.Text}{again}\n{alert.Id}";
    }

    private static string NameOf(EventSeverity severity) => severity.ToString().ToLowerInvariant();

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    // Never through the middle of a pair of surrogates, which no JSON can carry.
    private static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        var end = longest - 1;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
    }
}
