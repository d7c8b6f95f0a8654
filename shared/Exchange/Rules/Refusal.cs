namespace Pipeline.Exchange;

/// <summary>Why a request was refused, in the venue's own words.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">The venue's numeric code.</param>
public sealed record Refusal(int Status, int Code, string Message)
{
    /// <summary>Facts beside the message, such as what is available.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();

    /// <summary>Orders that stand in the way.</summary>
    public IReadOnlyList<Guid> RelatedOrders { get; init; } = [];

    /// <summary>A request that makes no sense by itself: 422, 40010001.</summary>
    public static Refusal Malformed(string message) => new(422, 40010001, message);

    /// <summary>A request that breaks a rule of the market: 422, 42210000.</summary>
    public static Refusal Unprocessable(string message) => new(422, 42210000, message);

    /// <summary>A request that the account may not make now: 403, 40310000.</summary>
    public static Refusal Forbidden(string message) => new(403, 40310000, message);

    /// <summary>A request about something that is not there: 404, 40410000.</summary>
    public static Refusal NotFound(string message) => new(404, 40410000, message);

    public Refusal With(string name, string value) =>
        this with { Details = new Dictionary<string, string>(Details) { [name] = value } };
}
