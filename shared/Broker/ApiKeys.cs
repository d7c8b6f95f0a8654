using Microsoft.Extensions.Configuration;

namespace Pipeline.Broker;

/// <summary>The pair of keys that opens the account. Nothing here shows them: not as text, not in an exception.</summary>
public sealed class ApiKeys
{
    public const string KeyIdName = "APCA_API_KEY_ID";
    public const string SecretName = "APCA_API_SECRET_KEY";

    public ApiKeys(string keyId, string secret)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(keyId);
        ArgumentException.ThrowIfNullOrWhiteSpace(secret);
        KeyId = keyId.Trim();
        Secret = secret.Trim();
    }

    /// <summary>The keys of the simulated exchange; real ones are never sent there.</summary>
    public static ApiKeys Demo { get; } = new("demo", "demo");

    internal string KeyId { get; }

    internal string Secret { get; }

    /// <summary>From the settings, else from the environment; null when either is missing.</summary>
    public static ApiKeys? Find(IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var id = settings[KeyIdName] ?? Environment.GetEnvironmentVariable(KeyIdName);
        var secret = settings[SecretName] ?? Environment.GetEnvironmentVariable(SecretName);
        return string.IsNullOrWhiteSpace(id) || string.IsNullOrWhiteSpace(secret) ? null : new ApiKeys(id, secret);
    }

    /// <summary>What looks wrong with the keys for these endpoints: a hint, since only the venue knows. Names no key.</summary>
    public IReadOnlyList<string> ShapeProblems(VenueOptions venue)
    {
        ArgumentNullException.ThrowIfNull(venue);
        var problems = new List<string>();
        if (!IsPlain(KeyId))
            problems.Add($"{KeyIdName} contains blanks or characters that no key has.");
        if (!IsPlain(Secret))
            problems.Add($"{SecretName} contains blanks or characters that no key has.");
        if (KeyId == Secret && !venue.Simulated)
            problems.Add($"{KeyIdName} and {SecretName} are the same text.");
        if (venue.IsPaper && !KeyId.StartsWith("PK", StringComparison.Ordinal))
            problems.Add($"{KeyIdName} does not begin with PK, as the keys of paper accounts do.");
        if (venue.IsLive && !KeyId.StartsWith("AK", StringComparison.Ordinal))
            problems.Add($"{KeyIdName} does not begin with AK, as the keys of live accounts do.");
        return problems;
    }

    /// <summary>The text with both keys blotted out, should the venue or a proxy ever repeat them.</summary>
    public string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return this == Demo ? text : text.Replace(Secret, "(hidden)", StringComparison.Ordinal).Replace(KeyId, "(hidden)", StringComparison.Ordinal);
    }

    public override string ToString() => "API keys (hidden)";

    private static bool IsPlain(string text) => text.All(character => char.IsAsciiLetterOrDigit(character) || character is '/' or '+' or '=' or '-' or '_');
}
