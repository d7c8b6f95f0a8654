using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Pipeline.Hosting.Home;

namespace Pipeline.Orchestrator.Doctor;

/// <summary>The venue: whether it can be reached and what time it has, without keys; and what it says to the keys, asked by a process of its own.</summary>
public sealed class VenueChecks(PipelineHome home, IConfiguration settings, TimeProvider machine)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AskingPatience = TimeSpan.FromSeconds(20);

    /// <summary>The venue tells its time in whole seconds, on its way.</summary>
    private static readonly TimeSpan LargestSkew = TimeSpan.FromSeconds(3);

    private static readonly Dictionary<string, string> Advice = new(StringComparer.Ordinal)
    {
        ["keys"] = "Set APCA_API_KEY_ID and APCA_API_SECRET_KEY of this profile's account, in the environment or in a .env that you alone may read.",
        ["account"] = "Look at the account in the venue's own dashboard; with refused keys, make new ones.",
        ["clock"] = "Let chrony or systemd-timesyncd set this machine's clock.",
        ["data"] = "Look whether the account's market data plan is active, and at the feed set in Venue:Feed.",
    };

    private bool IsSimulated => settings["Venue:Simulated"] is "true" or "True";

    public async Task<IReadOnlyList<DoctorLine>> ReachAsync(CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(settings["Venue:TradingUrl"], UriKind.Absolute, out var venue))
            return IsSimulated ? [DoctorLine.Ok("venue", "the simulated exchange; it is started with the demo")] : [DoctorLine.Problem("venue", "Venue:TradingUrl is not set", "Use the profile paper or live, or set it.")];
        using var client = new HttpClient { BaseAddress = venue, Timeout = Patience };
        try
        {
            // Refused without keys, but answered.
            using var answer = await client.GetAsync(new Uri("/v2/clock", UriKind.Relative), cancellationToken);
            var lines = new List<DoctorLine> { DoctorLine.Ok("venue", $"{venue.Host} answers") };
            if (!IsSimulated && answer.Headers.Date is { } date)
                lines.Add(Skew((machine.GetUtcNow() - date).Duration()));
            return lines;
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return IsSimulated
                ? [DoctorLine.Ok("venue", "the simulated exchange; it does not run now")]
                : [DoctorLine.Problem("venue", $"{venue.Host} cannot be reached: {away.Message}", "Look at the network, DNS and firewall, and at the venue's own status page. Positions keep their stops there.")];
        }
    }

    /// <summary>The keys are read by the process that asks, and by no other.</summary>
    public async Task<IReadOnlyList<DoctorLine>> AskAsync(CancellationToken cancellationToken)
    {
        if (IsSimulated && Endpoints.Read(home)?.Simulator is not { } simulator)
            return [DoctorLine.Ok("keys", "the demo needs none")];
        var told = await ShortRun.TryAsync(Environment.ProcessPath!, ["doctor", "venue", "--profile", home.Profile], AskingPatience, machine, cancellationToken);
        if (told is not { ExitCode: 0 } answered)
            return [DoctorLine.Problem("keys", told?.Error is { Length: > 0 } why ? why : "the process that asks the venue could not be run", "Mend what it says: ./pipeline config check tells more.")];
        var lines = answered.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize(line, VenueQuestionsJson.Default.VenueCheckLine)!).ToList();
        return IsSimulated && !lines.Exists(line => line.Ok && line.What != "keys")
            ? [DoctorLine.Ok("keys", "the demo needs none; its exchange does not run now")]
            : [.. lines.Select(line => line.Ok ? DoctorLine.Ok(line.What, line.Text) : DoctorLine.Problem(line.What, line.Text, Advice.GetValueOrDefault(line.What, "Mend what it says.")))];
    }

    private static DoctorLine Skew(TimeSpan skew)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"this machine's clock differs from the venue's by {(skew < LargestSkew ? "less than 3" : $"{skew.TotalSeconds:0}")} s");
        return skew < LargestSkew ? DoctorLine.Ok("time", text) : DoctorLine.Problem("time", text, Advice["clock"]);
    }
}
