using System.Text;
using Pipeline.Messaging;
using Pipeline.Tests.Unit.Contracts;

namespace Pipeline.Tests.Unit.Messaging;

public sealed class WithoutSecretsTests
{
    private const string Account = "PA3XKQ7LMN2B";
    private const string Key = "PKABCDEFGH1234567890";

    [Fact]
    public void An_event_goes_out_without_secrets_in_its_text_its_reason_and_its_facts_by_what_they_hold_or_are_called()
    {
        var told = SampleControls.PipelineEvent with
        {
            Text = $"account {Account} is blocked",
            Reason = Key,
            Facts = new Dictionary<string, string> { ["account_number"] = "987654321", ["answer"] = $"key {Key} refused", ["price"] = "187.31", ["zone"] = "b" },
        };

        var clean = WithoutSecrets.Of(told);

        Assert.Equal(("account (redacted) is blocked", "(redacted)"), (clean.Text, clean.Reason));
        Assert.Equal(["(redacted)", "key (redacted) refused", "187.31", "b"], clean.Facts.Values);
        Assert.Equal(told.Facts.Keys, clean.Facts.Keys);
    }

    [Fact]
    public void A_dead_letter_gives_its_reason_without_secrets_and_its_message_byte_for_byte()
    {
        var data = Encoding.UTF8.GetBytes($$"""{"account_number":"{{Account}}"}""");
        var headers = new Dictionary<string, string> { ["authorization"] = Key };

        var clean = WithoutSecrets.Of(SampleControls.DeadLetter with { Reason = $"it is for account {Account}", Data = data, Headers = headers });

        Assert.Equal("it is for account (redacted)", clean.Reason);
        Assert.Equal(data, clean.Data);
        Assert.Same(headers, clean.Headers);
    }

    [Fact]
    public void The_venues_own_words_go_out_without_secrets() =>
        Assert.Equal("(redacted) may not short", WithoutSecrets.Of(SampleMessages.OrderAnswer with { Text = $"{Account} may not short" }).Text);

    [Fact]
    public void What_a_person_gave_as_a_reason_goes_out_without_secrets()
    {
        Assert.Equal("key (redacted) is out", WithoutSecrets.Of(SampleControls.LockControl with { Reason = $"key {Key} is out" }).Reason);
        Assert.Equal("key (redacted) is out", WithoutSecrets.Of(SampleControls.FlattenControl with { Reason = $"key {Key} is out" }).Reason);
    }

    [Fact]
    public void What_holds_none_goes_out_as_it_is()
    {
        Assert.Same(SampleControls.PipelineEvent, WithoutSecrets.Of(SampleControls.PipelineEvent));
        Assert.Same(SampleLedger.Position, WithoutSecrets.Of(SampleLedger.Position));
    }
}
