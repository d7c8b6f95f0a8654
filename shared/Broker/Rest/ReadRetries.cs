using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Pipeline.Broker.Rest;

/// <summary>How reading requests are repeated: back-off with jitter inside one deadline, and a breaker for each family of endpoints.</summary>
internal static class ReadRetries
{
    public static ResiliencePipeline<VenueAnswer> Build(VenueOptions options, TimeProvider time) =>
        new ResiliencePipelineBuilder<VenueAnswer> { TimeProvider = time }
            .AddTimeout(options.ReadDeadline)
            .AddRetry(new RetryStrategyOptions<VenueAnswer>
            {
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is BrokenCircuitException || (arguments.Outcome.Result is { } answer && MayPass(answer))),
                MaxRetryAttempts = 6,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(150),
                MaxDelay = TimeSpan.FromSeconds(5),
                DelayGenerator = arguments => ValueTask.FromResult((arguments.Outcome.Result as VenueAnswer.Answered)?.RetryAfter),
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<VenueAnswer>
            {
                // A 429 is the budget's business: it closes the way for a while by itself.
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Result is { } answer && MayPass(answer) && answer is not VenueAnswer.Answered { Status: 429 }),
                FailureRatio = 0.9,
                MinimumThroughput = 10,
                SamplingDuration = TimeSpan.FromSeconds(10),
                BreakDuration = TimeSpan.FromSeconds(1),
            })
            .Build();

    /// <summary>True for what another attempt may mend: no whole answer, rate limit, server trouble, or a body that no program wrote.</summary>
    public static bool MayPass(VenueAnswer answer) => answer is not VenueAnswer.Answered answered
        || answered.Status is 408 or 429 or >= 500
        || (answered.IsSuccess && !answered.LooksLikeJson);
}
