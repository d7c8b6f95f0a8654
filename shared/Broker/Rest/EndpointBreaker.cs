using Polly;
using Polly.CircuitBreaker;

namespace Pipeline.Broker.Rest;

/// <summary>The circuit breaker of one family of requests. Open, it lets a trickle through instead of nothing, so that it cannot hold an exit up for long.</summary>
/// <remarks>
/// Open or half-open means: an entry is not sent and told to come back; of everything else one request each <see cref="TrickleInterval"/> goes out all the same, and a
/// first good answer closes the circuit. Without the trickle a probe that hangs until its time-out would keep every other symbol's exit waiting for it.
/// </remarks>
/// <param name="words">Who tells that it opens and closes; null: nobody.</param>
internal sealed class EndpointBreaker(TimeProvider time, double failureRatio = 0.8, int minimumThroughput = 4, BreakerWords? words = null)
{
    public static readonly TimeSpan TrickleInterval = TimeSpan.FromSeconds(0.5);
    public static readonly TimeSpan BreakDuration = TimeSpan.FromSeconds(1);
    private static readonly VenueAnswer Refused = new VenueAnswer.NotSent("The venue has just failed many times in a row; this is not sent until it answers again.");

    private readonly CircuitBreakerManualControl _control = new();
    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private ResiliencePipeline<VenueAnswer>? _circuit;
    private TimeSpan _nextTrickle;

    /// <param name="patience">The longest wait for a place in the trickle, machine time.</param>
    /// <param name="cancellationToken">Counts until the request leaves.</param>
    public async ValueTask<VenueAnswer> SendAsync(
        RequestUrgency urgency, TimeSpan patience, Func<CancellationToken, Task<VenueAnswer>> send, CancellationToken cancellationToken)
    {
        try
        {
            return await Circuit.ExecuteAsync(async token => await send(token), cancellationToken);
        }
        catch (BrokenCircuitException)
        {
            if (urgency == RequestUrgency.Entering || TakePlace(patience) is not { } wait)
                return Refused;
            await Task.Delay(wait, time, cancellationToken);
            var answer = await send(cancellationToken);
            if (!IsFailure(answer))
                await _control.CloseAsync(CancellationToken.None);
            return answer;
        }
    }

    /// <summary>The venue is in trouble: no whole answer, or an answer that says so. A 429 is the budget's business, a refusal is an answer.</summary>
    public static bool IsFailure(VenueAnswer answer) => answer is not VenueAnswer.Answered answered || answered.Status is 408 or >= 500;

    private ResiliencePipeline<VenueAnswer> Circuit => LazyInitializer.EnsureInitialized(ref _circuit, () =>
        new ResiliencePipelineBuilder<VenueAnswer> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<VenueAnswer>
            {
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is { } answer && IsFailure(answer)),
                FailureRatio = failureRatio,
                MinimumThroughput = minimumThroughput,
                // Longer than two request time-outs: what hangs is slow to count.
                SamplingDuration = TimeSpan.FromSeconds(25),
                BreakDuration = BreakDuration,
                ManualControl = _control,
                OnOpened = _ => Say(words is null ? null : words.Opened),
                OnHalfOpened = _ => Say(words is null ? null : words.HalfOpened),
                OnClosed = _ => Say(words is null ? null : words.Closed),
            })
            .Build());

    private static ValueTask Say(Action? word)
    {
        word?.Invoke();
        return ValueTask.CompletedTask;
    }

    /// <summary>How long until this request's place; null when that is beyond its patience.</summary>
    private TimeSpan? TakePlace(TimeSpan patience)
    {
        lock (_lock)
        {
            var now = time.GetElapsedTime(_start);
            var place = _nextTrickle > now ? _nextTrickle : now;
            if (place - now > patience)
                return null;
            _nextTrickle = place + TrickleInterval;
            return place - now;
        }
    }
}
