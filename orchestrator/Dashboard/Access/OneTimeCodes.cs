using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Orchestrator.Dashboard.Access;

/// <summary>Codes that open the dashboard once, within ten minutes; kept in memory, a few at a time.</summary>
public sealed class OneTimeCodes(TimeProvider machine)
{
    public static readonly TimeSpan Validity = TimeSpan.FromMinutes(10);

    private const int Most = 32;

    private readonly Lock _gate = new();

    /// <summary>By their hash: looking one up takes no longer for a near miss.</summary>
    private readonly Dictionary<string, DateTimeOffset> _ends = new(StringComparer.Ordinal);

    public string Make()
    {
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18));
        lock (_gate)
        {
            Forget();
            while (_ends.Count >= Most)
                _ends.Remove(_ends.MinBy(one => one.Value).Key);
            _ends[KeyOf(code)] = machine.GetUtcNow() + Validity;
        }

        return code;
    }

    /// <summary>True for the first who brings a code in time.</summary>
    public bool TryRedeem(string code)
    {
        lock (_gate)
        {
            Forget();
            return _ends.Remove(KeyOf(code));
        }
    }

    private void Forget()
    {
        var now = machine.GetUtcNow();
        foreach (var (key, _) in _ends.Where(one => one.Value <= now).ToList())
            _ends.Remove(key);
    }

    private static string KeyOf(string code) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}
