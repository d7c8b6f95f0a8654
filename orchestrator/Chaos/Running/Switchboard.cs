using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Pipeline.Orchestrator.Chaos.Checking;

namespace Pipeline.Orchestrator.Chaos.Running;

/// <summary>The simulated exchange's own controls and its log; none of it counts as a request of the pipeline's.</summary>
public sealed class Switchboard : IDisposable
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    private readonly HttpClient _http;

    public Switchboard(string url)
    {
        _http = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(2) };
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        _http.DefaultRequestHeaders.Add("APCA-API-KEY-ID", "demo");
        _http.DefaultRequestHeaders.Add("APCA-API-SECRET-KEY", "demo");
    }

    /// <summary>Switches a fault on. False when the exchange does not answer, or refuses it.</summary>
    public Task<bool> ArmAsync(string body, CancellationToken cancellationToken) =>
        AnswersAsync(() => _http.PostAsync("sim/faults", new StringContent(body, MediaTypeHeaderValue.Parse("application/json")), cancellationToken), cancellationToken);

    public Task<bool> ClearAsync(CancellationToken cancellationToken) => AnswersAsync(() => _http.DeleteAsync("sim/faults", cancellationToken), cancellationToken);

    public Task<bool> PauseAsync(CancellationToken cancellationToken) => AnswersAsync(() => _http.PostAsync("sim/clock/pause", null, cancellationToken), cancellationToken);

    /// <summary>Venue time; null when it does not answer.</summary>
    public async Task<DateTimeOffset?> TimeAsync(CancellationToken cancellationToken) =>
        await TryAsync(() => _http.GetFromJsonAsync<JsonElement>("sim/clock", cancellationToken), cancellationToken) is { ValueKind: JsonValueKind.Object } clock ? clock.GetProperty("time").GetDateTimeOffset() : null;

    /// <summary>The log after a sequence; empty when it does not answer.</summary>
    public async Task<IReadOnlyList<VenueEntry>> EventsAsync(long after, CancellationToken cancellationToken) =>
        await TryAsync(() => _http.GetStringAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"sim/events?after={after}"), cancellationToken), cancellationToken) is { } text
            ? VenueLogReader.Read(text.Split('\n'))
            : [];

    /// <summary>The regular sessions from a day on, for three months.</summary>
    public async Task<IReadOnlyList<TradingHours>> SessionsAsync(DateTimeOffset from, CancellationToken cancellationToken)
    {
        var path = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"v2/calendar?start={from.AddDays(-1):yyyy-MM-dd}&end={from.AddDays(92):yyyy-MM-dd}");
        return await TryAsync(() => _http.GetFromJsonAsync<JsonElement>(path, cancellationToken), cancellationToken) is { ValueKind: JsonValueKind.Array } days
            ? [.. days.EnumerateArray().Select(day => new TradingHours(At(day, "open"), At(day, "close")))]
            : [];
    }

    public void Dispose() => _http.Dispose();

    private static DateTimeOffset At(JsonElement day, string name)
    {
        var local = DateTime.Parse($"{day.GetProperty("date").GetString()}T{day.GetProperty(name).GetString()}:00", System.Globalization.CultureInfo.InvariantCulture);
        return new DateTimeOffset(local, NewYork.GetUtcOffset(local)).ToUniversalTime();
    }

    private static async Task<bool> AnswersAsync(Func<Task<HttpResponseMessage>> ask, CancellationToken cancellationToken)
    {
        using var answer = await TryAsync(ask, cancellationToken);
        return answer?.IsSuccessStatusCode == true;
    }

    // The exchange is killed and frozen on purpose: that it does not answer is no error here.
    private static async Task<T?> TryAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
        catch (Exception absent) when (absent is HttpRequestException or IOException || (absent is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return default;
        }
    }
}
