using System.Net;
using System.Net.Http.Headers;

namespace Pipeline.Broker.Rest;

/// <summary>One host of the venue over HTTP: a request is sent at most once, and how it ended is told without an exception.</summary>
internal sealed class VenueHttp : IDisposable
{
    // The list of all assets has some ten million bytes. What is longer, unpacked, is not read to its end.
    private const int LongestBody = 64 << 20;
    private readonly HttpClient _client;
    private readonly ApiKeys _keys;
    private readonly VenueOptions _options;
    private readonly RequestBudget _budget;
    private readonly TimeProvider _time;
    private readonly string _api;
    private readonly VenueNotices? _notices;
    private readonly Func<double?> _left;

    /// <param name="api">What its figures are told under.</param>
    /// <param name="notices">Who tells of refusals and waits; null: nobody.</param>
    public VenueHttp(Uri root, ApiKeys keys, VenueOptions options, RequestBudget budget, TimeProvider time, string api = "venue", VenueNotices? notices = null)
    {
        (_keys, _options, _budget, _time, _api, _notices) = (keys, options, budget, time, api, notices);
        _left = () => _budget.Left;
        Measures.BudgetLeft.Set(api, _left);
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = options.ConnectTimeout,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        _client = new HttpClient(handler) { BaseAddress = root, Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestBody };
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        _client.DefaultRequestHeaders.Add("APCA-API-KEY-ID", keys.KeyId);
        _client.DefaultRequestHeaders.Add("APCA-API-SECRET-KEY", keys.Secret);
    }

    /// <summary>Takes one request from this process's budget; null when taken, else how long to wait.</summary>
    public async ValueTask<TimeSpan?> TakeBudgetAsync(RequestUrgency urgency, TimeSpan patience, CancellationToken cancellationToken)
    {
        var asked = _time.GetTimestamp();
        var wait = await _budget.TakeAsync(urgency, patience, cancellationToken);
        _notices?.BudgetWaited(_api, _time.GetElapsedTime(asked), taken: wait is null);
        return wait;
    }

    /// <summary>Who tells of a breaker over this host.</summary>
    /// <param name="requests">Which of its requests the breaker is for.</param>
    public BreakerWords WordsOf(string requests) => new($"{_api} {requests}", notice => _notices?.Say(notice));

    /// <summary>Sends once, and waits for the whole answer at most the request time-out.</summary>
    public Task<VenueAnswer> SendOnceAsync(HttpMethod method, string pathAndQuery, string? body, CancellationToken cancellationToken) =>
        SendOnceAsync(method, pathAndQuery, body, DateTimeOffset.MaxValue, cancellationToken);

    /// <summary>The same, unless the moment has passed when it is about to leave (machine time).</summary>
    public async Task<VenueAnswer> SendOnceAsync(HttpMethod method, string pathAndQuery, string? body, DateTimeOffset sendBefore, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, pathAndQuery);
        // A request with content, even an empty one, is never repeated by the connection pool.
        if (method != HttpMethod.Get)
            request.Content = new TimelyContent(body ?? "", sendBefore, _time);
        using var late = new CancellationTokenSource(_options.RequestTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        var sentAt = _time.GetUtcNow();
        var started = _time.GetTimestamp();
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
            var content = await response.Content.ReadAsByteArrayAsync(either.Token);
            var status = (int)response.StatusCode;
            Measures.Answered(_api, status, _time.GetElapsedTime(started));
            var pause = _budget.Observe(status, response.Headers);
            if (status == 429)
                _notices?.RateLimited(_api, pause ?? TimeSpan.Zero);
            return new VenueAnswer.Answered(status, content, pause, sentAt, _time.GetElapsedTime(started)) { Redact = Redact };
        }
        catch (TooLateException missed)
        {
            return new VenueAnswer.NotSent(missed.Message);
        }
        catch (HttpRequestException failed) when (failed.HttpRequestError is
            HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            return new VenueAnswer.NotSent(Describe(failed));
        }
        catch (HttpRequestException failed) when (failed.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return new VenueAnswer.Lost($"The answer is longer than {LongestBody >> 20} MiB.", IsWorthRepeating: false);
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException)
        {
            return new VenueAnswer.Lost(Describe(failed));
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new VenueAnswer.Lost($"No answer within {_options.RequestTimeout.TotalSeconds:0.##} s.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new VenueAnswer.NotSent($"No connection within {_options.ConnectTimeout.TotalSeconds:0.##} s.");
        }
    }

    /// <summary>The text without the keys, should it repeat them.</summary>
    public string Redact(string text) => _keys.Redact(text);

    public void Dispose()
    {
        Measures.BudgetLeft.Remove(_api, _left);
        _client.Dispose();
        _budget.Dispose();
    }

    private string Describe(Exception failed) => Redact(failed.InnerException is { } inner ? $"{failed.Message} {inner.Message}" : failed.Message);
}
