using System.Collections.Frozen;
using System.Text.Json;
using Polly;
using Polly.Timeout;
using Pipeline.Broker.Port;

namespace Pipeline.Broker.Rest;

/// <summary>Reading requests: repeated until an answer or the deadline, a breaker for each family of endpoints, then read or told as one of the port's two exceptions.</summary>
internal sealed class VenueReads
{
    private readonly VenueHttp _http;
    private readonly VenueOptions _options;
    private readonly RequestUrgency _urgency;
    private readonly ResiliencePipeline<VenueAnswer> _retries;
    private readonly FrozenDictionary<EndpointFamily, EndpointBreaker> _breakers;

    /// <param name="urgency">What this process reads for.</param>
    public VenueReads(VenueHttp http, RequestUrgency urgency, VenueOptions options, TimeProvider time)
    {
        (_http, _options, _urgency, _retries) = (http, options, urgency, ReadRetries.Build(urgency, options, time));
        _breakers = Enum.GetValues<EndpointFamily>().ToFrozenDictionary(family => family, family => new EndpointBreaker(time, failureRatio: 0.9, minimumThroughput: 10, http.WordsOf($"{family}".ToLowerInvariant())));
    }

    /// <summary>One answer, read.</summary>
    /// <exception cref="VenueRefusedException">The venue refused.</exception>
    /// <exception cref="VenueUnavailableException">No usable answer came.</exception>
    public async Task<T> GetAsync<T>(EndpointFamily family, string pathAndQuery, Func<JsonElement, VenueAnswer.Answered, T> read, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(family, pathAndQuery, cancellationToken);
        return answer.IsSuccess ? Read(pathAndQuery, answer, read) : throw Refusal(pathAndQuery, answer);
    }

    /// <summary>One answer, read; null when the venue says that there is no such thing.</summary>
    /// <inheritdoc cref="GetAsync{T}"/>
    public async Task<T?> FindAsync<T>(EndpointFamily family, string pathAndQuery, Func<JsonElement, VenueAnswer.Answered, T?> read, CancellationToken cancellationToken)
        where T : class
    {
        var answer = await AskAsync(family, pathAndQuery, cancellationToken);
        // A 404 in other words may be a proxy's; "not found" sets money free and ends positions, so it must be the venue's word.
        if (answer.Status == 404)
            return VenueError.Read(answer) is { SaysNotFound: true } ? null : throw Unavailable(pathAndQuery, $"HTTP 404, not in the venue's words: {answer.Excerpt()}");
        return answer.IsSuccess ? Read(pathAndQuery, answer, read) : throw Refusal(pathAndQuery, answer);
    }

    private async Task<VenueAnswer.Answered> AskAsync(EndpointFamily family, string pathAndQuery, CancellationToken cancellationToken)
    {
        VenueAnswer answer;
        try
        {
            answer = await _retries.ExecuteAsync(async token => await AskOnceAsync(family, pathAndQuery, token), cancellationToken);
        }
        catch (TimeoutRejectedException late)
        {
            throw new VenueUnavailableException($"GET {PathOf(pathAndQuery)}: no usable answer within {_options.ReadDeadline.TotalSeconds:0.##} s.", late);
        }

        return answer switch
        {
            VenueAnswer.Answered answered when !ReadRetries.MayPass(answered) => answered,
            VenueAnswer.Answered answered => throw Unavailable(pathAndQuery, $"HTTP {answered.Status}: {answered.Excerpt()}"),
            VenueAnswer.NotSent notSent => throw Unavailable(pathAndQuery, notSent.Reason),
            VenueAnswer.Lost lost => throw Unavailable(pathAndQuery, lost.Reason),
            _ => throw new InvalidOperationException($"{answer.GetType().Name} is not a known end of a request."),
        };
    }

    private async Task<VenueAnswer> AskOnceAsync(EndpointFamily family, string pathAndQuery, CancellationToken cancellationToken) =>
        await _http.TakeBudgetAsync(_urgency, _options.ReadDeadline, cancellationToken) is null
            ? await _breakers[family].SendAsync(
                _urgency,
                EndpointBreaker.BreakDuration,
                token => _http.SendOnceAsync(HttpMethod.Get, pathAndQuery, body: null, token),
                cancellationToken)
            : new VenueAnswer.NotSent("This process has used up its share of the venue's request limit.");

    private T Read<T>(string pathAndQuery, VenueAnswer.Answered answer, Func<JsonElement, VenueAnswer.Answered, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            return read(document.RootElement, answer);
        }
        catch (JsonException unreadable)
        {
            throw Unavailable(pathAndQuery, $"HTTP {answer.Status}, but the body cannot be read: {unreadable.Message}");
        }
    }

    private Exception Refusal(string pathAndQuery, VenueAnswer.Answered answer) => VenueError.Read(answer) is { } error
        ? new VenueRefusedException(answer.Status, error.Code, _http.Redact(error.Text))
        : Unavailable(pathAndQuery, $"HTTP {answer.Status}: {answer.Excerpt()}");

    private VenueUnavailableException Unavailable(string pathAndQuery, string reason) => new($"GET {PathOf(pathAndQuery)}: {_http.Redact(reason)}");

    private static string PathOf(string pathAndQuery) => pathAndQuery.Split('?')[0];
}
