namespace Pipeline.Simulator.Http;

/// <summary>The one key pair the simulator knows.</summary>
public sealed record ApiKeys(string KeyId, string SecretKey)
{
    public bool Match(string? keyId, string? secretKey) => keyId == KeyId && secretKey == SecretKey;

    // Keeps the secret out of any log a record would print itself into.
    public override string ToString() => $"key {KeyId}";
}
