namespace Pipeline.Hosting.Configuration;

/// <summary>Live trading cannot happen by accident.</summary>
public static class LiveGuard
{
    public const string Profile = "live";

    /// <exception cref="PipelineException">Exit code 77: the live profile without its confirmation, or with keys that are not live keys.</exception>
    public static void Check(string profile, bool confirmed, IReadOnlyDictionary<string, string> keys)
    {
        if (profile != Profile)
            return;
        if (!confirmed)
            throw new PipelineException(ExitCodes.Refused, "Profile live trades real money and is refused without --confirm-live.");
        if (!keys.TryGetValue(SecretsFile.KeyId, out var id) || !keys.ContainsKey(SecretsFile.SecretKey))
            throw new PipelineException(ExitCodes.Refused, $"Profile live needs {SecretsFile.KeyId} and {SecretsFile.SecretKey} in the environment or in an owner-only .env in its home.");
        // Alpaca's key ids begin with PK for paper and AK for live accounts.
        if (!id.StartsWith("AK", StringComparison.Ordinal))
            throw new PipelineException(ExitCodes.Refused, $"{SecretsFile.KeyId} is not a live key (those begin with AK), but the live profile's endpoints are live. Use --profile paper, or set a live key.");
    }
}
