using Microsoft.Extensions.Configuration;

namespace Pipeline.Hosting.Configuration;

/// <summary>Live trading cannot happen by accident: profile, endpoint, key and the trader's own word must agree.</summary>
public static class LiveGuard
{
    public const string Profile = "live";

    private const string LiveHost = "api.alpaca.markets";
    private const string PaperHost = "paper-api.alpaca.markets";

    // Alpaca's key ids begin with PK for paper and AK for live accounts.
    private const string LiveKeys = "AK";

    /// <param name="profile">Whose home it is.</param>
    /// <param name="settings">The effective settings.</param>
    /// <param name="confirmed">The trader said so on the command line.</param>
    /// <param name="keys">The keys; never repeated in a refusal.</param>
    /// <exception cref="PipelineException">Exit code 77: the live profile without its confirmation or with keys that are not live keys, or any of these in another profile.</exception>
    public static void Check(string profile, IConfiguration settings, bool confirmed, IReadOnlyDictionary<string, string> keys)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(keys);
        keys.TryGetValue(SecretsFile.KeyId, out var id);
        var host = Uri.TryCreate(settings["Venue:TradingUrl"], UriKind.Absolute, out var url) ? url.Host : null;
        if (profile == Profile)
            CheckLive(host, confirmed, id, keys.ContainsKey(SecretsFile.SecretKey));
        else if (host == LiveHost)
            throw Refusal($"Venue:TradingUrl of profile {profile} is {LiveHost}, where real money is traded. Only profile {Profile} may; set it back to {PaperHost}.");
        else if (host == PaperHost && id?.StartsWith(LiveKeys, StringComparison.Ordinal) == true)
            throw Refusal($"{SecretsFile.KeyId} is a key of a live account (those begin with {LiveKeys}), but profile {profile} trades on paper. Set the paper account's keys.");
    }

    private static void CheckLive(string? host, bool confirmed, string? id, bool hasSecret)
    {
        if (!confirmed)
            throw Refusal("Profile live trades real money and is refused without --confirm-live.");
        if (host == PaperHost)
            throw Refusal($"Venue:TradingUrl of profile {Profile} is {PaperHost}, where nothing is real. Use --profile paper, or set it back to {LiveHost}.");
        if (id is null || !hasSecret)
            throw Refusal($"Profile live needs {SecretsFile.KeyId} and {SecretsFile.SecretKey} in the environment or in an owner-only .env in its home.");
        if (!id.StartsWith(LiveKeys, StringComparison.Ordinal))
            throw Refusal($"{SecretsFile.KeyId} is not a live key (those begin with {LiveKeys}), but the live profile's endpoints are live. Use --profile paper, or set a live key.");
    }

    private static PipelineException Refusal(string sentence) => new(ExitCodes.Refused, sentence);
}
