using System.Text.Json.Nodes;
using Pipeline.Contracts.Events;
using Pipeline.Orchestrator.Alerts;

namespace Pipeline.Tests.Unit.Alerts;

public sealed class WebhookBodyTests
{
    [Fact]
    public void Slack_gets_text_with_its_three_signs_escaped() =>
        Assert.Contains("a &lt;b&gt; &amp; c", Body(WebhookShape.Slack, "a <b> & c")["text"]!.GetValue<string>(), StringComparison.Ordinal);

    [Fact]
    public void Discord_gets_content_that_mentions_nobody()
    {
        var body = Body(WebhookShape.Discord, "@everyone");

        Assert.Contains("@everyone", body["content"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(body["allowed_mentions"]!["parse"]!.AsArray());
    }

    [Fact]
    public void Telegram_gets_its_chat_and_text()
    {
        var body = Body(WebhookShape.Telegram, "Bare.");

        Assert.Equal("-100", body["chat_id"]!.GetValue<string>());
        Assert.Contains("Bare.", body["text"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_gets_the_fields()
    {
        var body = Body(WebhookShape.Json, "Bare.");

        Assert.Equal(("halted", "error", "demo", "Bare."), (Text(body, "kind"), Text(body, "severity"), Text(body, "profile"), Text(body, "text")));
    }

    [Theory]
    [InlineData(WebhookShape.Discord, "content", 2000)]
    [InlineData(WebhookShape.Telegram, "text", 4096)]
    public void No_text_is_longer_than_its_receiver_takes_nor_cut_through_a_character(WebhookShape shape, string field, int longest)
    {
        foreach (var start in (string[])["", "x"])
        {
            var text = Body(shape, start + string.Concat(Enumerable.Repeat("😀", 4000)))[field]!.GetValue<string>();

            Assert.InRange(text.Length, longest - 2, longest);
            Assert.DoesNotContain('\uFFFD', text);
        }
    }

    [Theory]
    [InlineData(WebhookShape.Slack, "text")]
    [InlineData(WebhookShape.Discord, "content")]
    [InlineData(WebhookShape.Telegram, "text")]
    [InlineData(WebhookShape.Json, "text")]
    public void No_key_and_no_account_number_leaves_for_a_webhook(WebhookShape shape, string field)
    {
        var text = Text(Body(shape, "account PA3XKQ7LMN2B: APCA-API-SECRET-KEY: abcdefghij0123456789 refused"), field);

        Assert.Contains("account (redacted): APCA-API-SECRET-KEY: (redacted) refused", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_route_never_shows_its_address() => Assert.DoesNotContain("secret", Route(WebhookShape.Slack).ToString(), StringComparison.Ordinal);

    private static JsonNode Body(WebhookShape shape, string text) => JsonNode.Parse(WebhookBody.Of(Route(shape), Some.Alert(severity: EventSeverity.Error, text: text), "demo"))!;

    private static AlertRoute Route(WebhookShape shape) => new() { Name = "phone", Url = new Uri("https://hooks.example/secret"), Shape = shape, ChatId = "-100" };

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
