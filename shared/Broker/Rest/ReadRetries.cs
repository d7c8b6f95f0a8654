using Polly;
using Polly.Retry;

namespace Pipeline.Broker.Rest;

/// <summary>How reading requests are repeated: back-off with jitter inside one deadline.</summary>
internal static class ReadRetries
{
    public static ResiliencePipeline<VenueAnswer> Build(RequestUrgency urgency, VenueOptions options, TimeProvider time) =>
        new ResiliencePipelineBuilder<VenueAnswer> { TimeProvider = time }
            .AddTimeout(options.ReadDeadline)
            .AddRetry(new RetryStrategyOptions<VenueAnswer>
            {
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is { } answer && MayPass(answer)),
                MaxRetryAttempts = 6,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(150),
                MaxDelay = TimeSpan.FromSeconds(5),
                DelayGenerator = arguments => ValueTask.FromResult(PauseAfter(arguments.Outcome.Result, urgency)),
            })
            .Build();

    /// <summary>How long the venue asks such a request to wait; null for the back-off.</summary>
    public static TimeSpan? PauseAfter(VenueAnswer? answer, RequestUrgency urgency) =>
        answer is VenueAnswer.Answered { RetryAfter: { } named } ? RequestPause.CutFor(urgency, named) : null;

    /// <summary>True for what another attempt may mend: no whole answer, rate limit, server trouble, or a body that no program wrote.</summary>
    public static bool MayPass(VenueAnswer answer) => answer switch
    {
        VenueAnswer.Answered answered => answered.Status is 408 or 429 or >= 500 || (answered.IsSuccess && !answered.LooksLikeJson),
        VenueAnswer.Lost lost => lost.IsWorthRepeating,
        _ => true,
    };
}
