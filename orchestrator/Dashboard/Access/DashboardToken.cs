using System.Security.Cryptography;
using System.Text;
using Pipeline.Hosting.Home;

namespace Pipeline.Orchestrator.Dashboard.Access;

/// <summary>The random token of a home that opens its dashboard: one owner-only file, made once, kept over restarts.</summary>
public sealed class DashboardToken
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
    private const int Bytes = 32;

    private readonly PipelineHome _home;
    private readonly Lock _renewing = new();
    private volatile string _text;

    private DashboardToken(PipelineHome home, string text) => (_home, _text) = (home, text);

    /// <summary>Eight letters that tell this token from others' and give nothing away of it.</summary>
    public string Mark => Convert.ToHexStringLower(HashOf(_text))[..8];

    public static string PathIn(PipelineHome home)
    {
        ArgumentNullException.ThrowIfNull(home);
        return Path.Combine(home.Run, "dashboard-token");
    }

    /// <summary>Null while the home has none.</summary>
    public static string? Read(PipelineHome home)
    {
        try
        {
            return File.ReadAllText(PathIn(home)).Trim() is { Length: 2 * Bytes } text ? text : null;
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>One that others could read is made anew.</summary>
    /// <exception cref="IOException">The home cannot be written.</exception>
    public static DashboardToken ReadOrCreate(PipelineHome home)
    {
        var known = Read(home);
        var token = new DashboardToken(home, known ?? "");
        if (known is null || IsReadableByOthers(PathIn(home)))
            token.Renew();
        return token;
    }

    /// <summary>Takes the token and every session made under it out of force.</summary>
    /// <exception cref="IOException">The home cannot be written; the old one stays in force.</exception>
    public void Renew()
    {
        // Two at once would leave one token in the file and another in force.
        lock (_renewing)
        {
            var fresh = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
            OwnerOnlyFile.WriteAllText(PathIn(_home), fresh);
            _text = fresh;
        }
    }

    /// <summary>Takes as long for a near miss as for a far one.</summary>
    public bool Matches(string given) => CryptographicOperations.FixedTimeEquals(HashOf(given), HashOf(_text));

    /// <summary>A code that only who knows the token can make.</summary>
    /// <param name="purpose">What the code is for: one made for another purpose does not fit.</param>
    /// <param name="payload">What it vouches for.</param>
    public byte[] Sign(string purpose, ReadOnlySpan<byte> payload) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(_text), (byte[])[.. Encoding.UTF8.GetBytes(purpose), 0, .. payload]);

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static bool IsReadableByOthers(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0;
}
