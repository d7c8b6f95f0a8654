using System.Text.Json;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>The account that a demo has kept: it lives in one market, and goes on in no other.</summary>
public static class SimulatedAccount
{
    /// <summary>The seed to start with: the one asked for, that of the account that is kept, or that of the settings.</summary>
    /// <param name="asked">The command line's; null when it says nothing.</param>
    /// <param name="settings">The settings' own; it counts for a new account only.</param>
    /// <exception cref="PipelineException">Exit code 77: another seed is asked for than that of the account.</exception>
    public static int SeedFor(PipelineHome home, int? asked, int settings)
    {
        ArgumentNullException.ThrowIfNull(home);
        var kept = SeedOf(home);
        return asked is null || kept is null || asked == kept
            ? asked ?? kept ?? settings
            : throw new PipelineException(
                ExitCodes.Refused,
                $"Profile {home.Profile} has kept an account in the market of seed {kept}, so it cannot go on in that of seed {asked}. Start without --seed to go on with it, or with --fresh to begin anew.");
    }

    // What is no header is the simulator's to refuse: it says what is wrong with the file.
    private static int? SeedOf(PipelineHome home)
    {
        var journal = Path.Combine(home.Simulator, "journal.jsonl");
        if (!File.Exists(journal))
            return null;
        try
        {
            using var header = JsonDocument.Parse(File.ReadLines(journal).FirstOrDefault() ?? "");
            return header.RootElement.ValueKind == JsonValueKind.Object && header.RootElement.TryGetProperty("seed", out var seed) && int.TryParse(seed.ToString(), out var kept) ? kept : null;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (IOException)
        {
            // An exchange that has outlived its orchestrator keeps the file to itself.
            return Endpoints.Read(home)?.SimulatorSeed;
        }
    }
}
