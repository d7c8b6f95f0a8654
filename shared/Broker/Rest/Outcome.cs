using System.Text.Json;
using Pipeline.Broker.Json;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Orders;

namespace Pipeline.Broker.Rest;

/// <summary>What the end of a changing request means: accepted, refused, later, or unknown (wire contract, section 5).</summary>
internal static class Outcome
{
    private static readonly TimeSpan PauseAfterNoConnection = TimeSpan.FromSeconds(1);

    /// <param name="carriesOrder">True when an accepted answer must hold the order; false for a cancel, which answers nothing.</param>
    public static RequestOutcome Of(VenueAnswer answer, bool carriesOrder) => answer switch
    {
        VenueAnswer.NotSent notSent => new RequestOutcome.RetryLater(PauseAfterNoConnection, notSent.Reason),
        VenueAnswer.Lost lost => new RequestOutcome.Unknown(null, lost.Reason),
        VenueAnswer.Answered answered => OfStatus(answered, carriesOrder),
        _ => throw new InvalidOperationException($"{answer.GetType().Name} is not a known end of a request."),
    };

    private static RequestOutcome OfStatus(VenueAnswer.Answered answer, bool carriesOrder) => answer.Status switch
    {
        >= 200 and < 300 when !carriesOrder => new RequestOutcome.Accepted(null, answer.Status),
        >= 200 and < 300 => Accepted(answer),
        429 => new RequestOutcome.RetryLater(answer.RetryAfter ?? TimeSpan.FromSeconds(1), VenueError.Read(answer)?.Text ?? "rate limit exceeded"),
        // 409 speaks of a conflict with another request, perhaps an earlier one of our own: it does not say that nothing was booked.
        >= 400 and < 500 and not 408 and not 409 when VenueError.Read(answer) is { } error =>
            new RequestOutcome.Refused(answer.Status, error.Code, error.Text, RefusalText.KindOf(answer.Status, error.Code, error.Text)),
        _ => new RequestOutcome.Unknown(answer.Status, answer.Excerpt() is { Length: > 0 } text ? text : "an empty body"),
    };

    private static RequestOutcome Accepted(VenueAnswer.Answered answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            VenueOrder? order = WireOrder.Read(document.RootElement);
            return order is null
                ? new RequestOutcome.Unknown(answer.Status, "The answer speaks of an order in something that has no name here.")
                : new RequestOutcome.Accepted(order, answer.Status);
        }
        catch (JsonException unreadable)
        {
            return new RequestOutcome.Unknown(answer.Status, $"The answer cannot be read ({unreadable.Message}); the order may exist: {answer.Excerpt()}");
        }
    }
}
