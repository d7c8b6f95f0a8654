using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Pipeline.Messaging;

namespace Pipeline.Tests.Unit.Messaging;

/// <summary>A refused publish is a fault whether the client says so itself or only passes on the server's complaint.</summary>
public sealed class PublishAnswerTests
{
    private const string Refusal = "Permissions Violation for Publish to \"entry.demo.A\"";

    private static readonly NatsResult<PubAckResponse> Silence = new(new NatsJSPublishNoResponseException());

    [Fact]
    public void A_complaint_about_the_subject_explains_the_silence()
    {
        var refused = Assert.Throws<PublishRefusedException>(() => PublishAnswer.Read("entry.demo.A", Silence, ["Something else", Refusal]));

        Assert.Contains(Refusal, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("entry.demo.AB")]
    [InlineData("entry.demo")]
    public void A_complaint_about_another_subject_explains_nothing(string subject) =>
        Assert.IsType<PublishResult.Unknown>(PublishAnswer.Read(subject, Silence, [Refusal, $"Permissions Violation for Subscription to \"{subject}\""]));

    [Fact]
    public void An_answer_counts_whatever_was_complained_of() =>
        Assert.Equal(
            new PublishResult.Stored(7, Duplicate: false),
            PublishAnswer.Read("entry.demo.A", new NatsResult<PubAckResponse>(new PubAckResponse { Seq = 7 }), [Refusal]));
}
