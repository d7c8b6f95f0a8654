using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Pipeline.Hosting.Home;

namespace Pipeline.Orchestrator.Dashboard.Access;

/// <summary>A browser's session: a cookie that says until when it holds, signed under the token; it outlives a restart of the orchestrator, but not a new token.</summary>
public sealed class SessionCookie(PipelineHome home, DashboardToken token, TimeProvider machine)
{
    private const string Purpose = "session";
    private const int Payload = 8 + 16;
    private static readonly TimeSpan Validity = TimeSpan.FromDays(7);

    /// <summary>Cookies know hosts, not ports: each home has a name of its own, so that several dashboards can be open at once.</summary>
    public string Name => $"pipeline-{home.Profile}-{token.Mark}";

    public void Give(HttpResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        var payload = new byte[Payload];
        BinaryPrimitives.WriteInt64BigEndian(payload, (machine.GetUtcNow() + Validity).ToUnixTimeSeconds());
        RandomNumberGenerator.Fill(payload.AsSpan(8));
        response.Cookies.Append(Name, Base64Url.EncodeToString([.. payload, .. token.Sign(Purpose, payload)]), Options(Validity));
    }

    public void Take(HttpResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.Cookies.Delete(Name, Options(null));
    }

    public bool IsIn(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Cookies[Name] is not { } text || !Base64Url.IsValid(text, out var length) || length <= Payload)
            return false;
        var bytes = Base64Url.DecodeFromChars(text);
        var payload = bytes.AsSpan(0, Payload);
        return CryptographicOperations.FixedTimeEquals(token.Sign(Purpose, payload), bytes.AsSpan(Payload))
            && BinaryPrimitives.ReadInt64BigEndian(payload) > machine.GetUtcNow().ToUnixTimeSeconds();
    }

    // Not Secure: the host speaks plain HTTP on loopback, where no wire can be tapped.
    private static CookieOptions Options(TimeSpan? validity) => new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", MaxAge = validity, IsEssential = true };
}
