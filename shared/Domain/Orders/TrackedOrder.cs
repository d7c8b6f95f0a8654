using Pipeline.Contracts.Orders;

namespace Pipeline.Domain.Orders;

/// <summary>One order as far as it is known: its intent, the answers to its requests and the venue's words, joined in whatever order they are heard.</summary>
/// <remarks>
/// Joining is commutative and takes a repetition for what it is, so permutations and duplicates end in one state. Only the venue's word makes an order terminal,
/// and what turns up after it was refused or given up is adopted.
/// </remarks>
public sealed record TrackedOrder
{
    /// <summary>The intent and nothing else.</summary>
    public static TrackedOrder Initialized { get; } = new();

    /// <summary>The strongest answer so far; null while none was heard.</summary>
    public AnswerOutcome? Answer { get; private init; }

    /// <summary>The venue's latest description; null until it has spoken of the order.</summary>
    public VenueOrder? Venue { get; private init; }

    /// <summary>The position book speaks of it: the venue has it, whatever was answered.</summary>
    public bool IsProven { get; private init; }

    public OrderState State => Venue is { } order
        ? order.Status.ToState()
        : Answer switch
        {
            _ when IsProven => OrderState.Acknowledged,
            null => OrderState.Initialized,
            AnswerOutcome.Refused => OrderState.Refused,
            AnswerOutcome.Unknown => OrderState.Unknown,
            AnswerOutcome.Abandoned => OrderState.Abandoned,
            AnswerOutcome.Accepted => OrderState.Acknowledged,
            var other => throw new InvalidOperationException($"{other} is not a known answer."),
        };

    /// <summary>What is known of its request: the venue's word about the order, or the book's, says that it was accepted.</summary>
    public AnswerOutcome? Outcome => Venue is not null || IsProven ? AnswerOutcome.Accepted : Answer;

    /// <summary>Takes an answer to a request that places the order.</summary>
    public TrackedOrder With(AnswerOutcome answer) => Answer is { } known && Strength(known) >= Strength(answer) ? this : this with { Answer = answer };

    /// <summary>Takes the word of a book that has folded it.</summary>
    public TrackedOrder Proven() => IsProven ? this : this with { IsProven = true };

    /// <summary>Takes the venue's word.</summary>
    public TrackedOrder With(VenueOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return this with { Venue = Venue is { } known ? OrderTransitions.Later(known, order) : order };
    }

    // A refusal speaks of one request, a doubt of another that may arrive. Given up is only what every request has had its time for.
    private static int Strength(AnswerOutcome answer) => answer switch
    {
        AnswerOutcome.Refused => 0,
        AnswerOutcome.Unknown => 1,
        AnswerOutcome.Abandoned => 2,
        AnswerOutcome.Accepted => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, "Not a known answer."),
    };
}
