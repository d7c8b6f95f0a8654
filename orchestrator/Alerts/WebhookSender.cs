using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Pipeline.Domain.Alerts;
using Polly;
using Polly.Retry;

namespace Pipeline.Orchestrator.Alerts;

/// <summary>Posts alerts to webhooks, and tries again with growing pauses where that may help. Nothing it says names an address.</summary>
public sealed class WebhookSender : IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private readonly HttpClient _client;
    private readonly ResiliencePipeline<SendResult> _retries;
    private readonly string _profile;
    private readonly TimeProvider _machine;

    /// <param name="profile">Whose alerts they are.</param>
    /// <param name="firstPause">Machine time before the second attempt; default 1 s. Each further one waits about twice as long, a minute at most.</param>
    /// <param name="deadline">Machine time for one attempt; default 10 s.</param>
    /// <param name="retries">Attempts after the first; default 5.</param>
    public WebhookSender(string profile, TimeProvider machine, TimeSpan? firstPause = null, TimeSpan? deadline = null, int retries = 5)
    {
        (_profile, _machine) = (profile, machine);
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(5) };
        _client = new HttpClient(handler) { Timeout = deadline ?? TimeSpan.FromSeconds(10) };
        _retries = new ResiliencePipelineBuilder<SendResult> { TimeProvider = machine }
            .AddRetry(new RetryStrategyOptions<SendResult>
            {
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is { IsWorthRepeating: true }),
                MaxRetryAttempts = retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = firstPause ?? TimeSpan.FromSeconds(1),
                MaxDelay = LongestPause,
                DelayGenerator = arguments => ValueTask.FromResult(arguments.Outcome.Result?.RetryAfter is { } asked ? asked < LongestPause ? asked : LongestPause : (TimeSpan?)null),
            })
            .Build();
    }

    /// <exception cref="OperationCanceledException">It was given up; the alert may have arrived.</exception>
    public async Task<SendResult> SendAsync(AlertRoute route, Alert alert, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(route);
        var body = WebhookBody.Of(route, alert, _profile);
        var attempts = 0;
        var result = await _retries.ExecuteAsync(async token =>
        {
            attempts++;
            return await SendOnceAsync(route.Url, body, token);
        }, cancellationToken);
        return result with { Attempts = attempts };
    }

    public void Dispose() => _client.Dispose();

    private async Task<SendResult> SendOnceAsync(Uri url, string body, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };

            // Whatever the receiver writes after its status is not read.
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var status = (int)response.StatusCode;
            if (response.IsSuccessStatusCode)
                return new SendResult(null);
            return new SendResult($"http_{status}", response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || status >= 500, RetryAfter(response.Headers));
        }
        catch (HttpRequestException failed)
        {
            return new SendResult(failed.HttpRequestError switch
            {
                HttpRequestError.NameResolutionError => "name_not_resolved",
                HttpRequestError.SecureConnectionError => "tls_failed",
                _ => "unreachable",
            }, IsWorthRepeating: true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendResult("timed_out", IsWorthRepeating: true);
        }
    }

    private TimeSpan? RetryAfter(HttpResponseHeaders headers) => headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > _machine.GetUtcNow() => date - _machine.GetUtcNow(),
        _ => null,
    };
}
