using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Dashboard.Access;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Dashboard;

/// <summary>Asks a running dashboard for a link, with the token that only the owner of the home can read.</summary>
public static class DashboardLink
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <exception cref="PipelineException">Exit code 3: nothing runs; 69: it runs without a dashboard, or that does not answer.</exception>
    public static async Task<string> MakeAsync(PipelineHome home, TimeProvider machine, CancellationToken cancellationToken)
    {
        var (http, url) = Connect(home, machine);
        using (http)
        {
            return await AskAsync(home, async () =>
            {
                using var answer = await http.PostAsync("api/links", null, cancellationToken);
                answer.EnsureSuccessStatusCode();
                var link = await answer.Content.ReadFromJsonAsync(AccessJson.Default.OneTimeLink, cancellationToken);
                return url + link!.Path;
            });
        }
    }

    /// <summary>Takes the token and all sessions out of force.</summary>
    /// <exception cref="PipelineException">As above.</exception>
    public static async Task RevokeAsync(PipelineHome home, TimeProvider machine, CancellationToken cancellationToken)
    {
        var (http, _) = Connect(home, machine);
        using (http)
        {
            await AskAsync(home, async () =>
            {
                using var answer = await http.PostAsync("api/token/renew", null, cancellationToken);
                return answer.EnsureSuccessStatusCode();
            });
        }
    }

    private static (HttpClient Http, string Url) Connect(PipelineHome home, TimeProvider machine)
    {
        var status = new StatusReader(home, machine).ReadFresh()
            ?? throw new PipelineException(ExitCodes.NotRunning, $"No orchestrator of profile {home.Profile} runs. Start it with: ./pipeline start --profile {home.Profile}");
        if (status.Endpoints.Dashboard is not { } url || DashboardToken.Read(home) is not { } token)
        {
            throw new PipelineException(
                ExitCodes.Unavailable,
                $"Profile {home.Profile} runs without a dashboard: it is switched off (Orchestrator:Dashboard) or its port is taken. Look at {Path.Combine(home.Logs, "orchestrator.log")}.");
        }

        var http = new HttpClient { BaseAddress = new Uri(url), Timeout = Patience };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return (http, url);
    }

    private static async Task<T> AskAsync<T>(PipelineHome home, Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception silent) when (silent is HttpRequestException or JsonException or TaskCanceledException { InnerException: TimeoutException })
        {
            throw new PipelineException(
                ExitCodes.Unavailable,
                $"The dashboard of profile {home.Profile} does not answer ({silent.Message}). Look at ./pipeline status --profile {home.Profile} and {Path.Combine(home.Logs, "orchestrator.log")}.",
                silent);
        }
    }
}
