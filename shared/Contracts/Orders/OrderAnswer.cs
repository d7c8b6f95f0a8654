using System.Text.Json.Serialization;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Values;

namespace Pipeline.Contracts.Orders;

/// <summary>How a request ended: <c>order.answer.&lt;owner&gt;.&lt;id&gt;</c>, written by the process that sent it.</summary>
public sealed record OrderAnswer : Message
{
    public required string Account { get; init; }

    /// <summary>The process that sent the request: buyer or seller.</summary>
    public required string Owner { get; init; }
    public required Symbol Symbol { get; init; }

    /// <summary>The id of the intent that this answers; also the last token of the subject.</summary>
    public required string IntentId { get; init; }
    public required OrderAction Action { get; init; }
    public required AnswerOutcome Outcome { get; init; }
    public string? ClientOrderId { get; init; }
    public string? VenueOrderId { get; init; }

    /// <summary>HTTP status of the answer; null when none came.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>The venue's numeric code, when it gave one.</summary>
    public int? Code { get; init; }

    /// <summary>The venue's own words, or what failed.</summary>
    public string? Text { get; init; }

    /// <summary>Machine time at which the request left.</summary>
    public DateTimeOffset? SentAt { get; init; }
}

/// <summary>What is known of a request after it was answered or not.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<AnswerOutcome>))]
public enum AnswerOutcome
{
    /// <summary>The venue has it.</summary>
    Accepted,

    /// <summary>The venue refused it; it has no effect.</summary>
    Refused,

    /// <summary>It may or may not have arrived; it blocks its symbol and keeps its money until looked up.</summary>
    Unknown,

    /// <summary>Never sent, or twice not found past its time-out: it has no effect and will never be sent.</summary>
    Abandoned,
}
