using System.Net.Http.Json;
using Pipeline.Hosting.Clocks;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>The simulated exchange's own controls: health and clock. It is no venue call: the orchestrator makes none.</summary>
public sealed class SimulatorControl(string url) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(1) };

    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync("sim/health", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception absent) when (IsAbsence(absent, cancellationToken))
        {
            return false;
        }
    }

    /// <summary>Lets time begin once everyone who trades in it is there; a clock that runs already is left alone.</summary>
    public async Task StartClockAsync(CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsync("sim/clock/start", null, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The simulator's time; null when it does not answer.</summary>
    public async Task<SimulatorClock?> ReadClockAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _http.GetFromJsonAsync("sim/clock", ClockJson.Default.SimulatorClock, cancellationToken);
        }
        catch (Exception absent) when (IsAbsence(absent, cancellationToken))
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();

    private static bool IsAbsence(Exception fault, CancellationToken cancellationToken) =>
        fault is HttpRequestException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
