using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Orders;

namespace Pipeline.Messaging;

/// <summary>A message as it may go out: what people read in it holds no secret. What processes go by stays as it is, and so does the message that a dead letter carries, for it is fed again.</summary>
public static class WithoutSecrets
{
    /// <summary>The same instance where there is none.</summary>
    public static T Of<T>(T message)
        where T : Message => message switch
        {
            PipelineEvent told => As<T>(Clean(told)),
            DeadLetter letter => As<T>(letter with { Reason = Redaction.Of(letter.Reason) }),
            LockControl locked => As<T>(locked with { Reason = Redaction.Of(locked.Reason) }),
            FlattenControl flatten => As<T>(flatten with { Reason = Redaction.Of(flatten.Reason) }),
            OrderAnswer { Text: { } said } answer => As<T>(answer with { Text = Redaction.Of(said) }),
            _ => message,
        };

    private static PipelineEvent Clean(PipelineEvent told)
    {
        var (text, reason, facts) = (Of(told.Text), Of(told.Reason), Redaction.Of(told.Facts));
        return ReferenceEquals(text, told.Text) && ReferenceEquals(reason, told.Reason) && ReferenceEquals(facts, told.Facts) ? told : told with { Text = text, Reason = reason, Facts = facts };
    }

    private static string? Of(string? text) => text is null ? null : Redaction.Of(text);

    private static T As<T>(Message message)
        where T : Message => (T)message;
}
