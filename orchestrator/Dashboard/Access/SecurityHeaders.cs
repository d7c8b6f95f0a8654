using Microsoft.AspNetCore.Http;

namespace Pipeline.Orchestrator.Dashboard.Access;

/// <summary>What every answer tells a browser to refuse.</summary>
public static class SecurityHeaders
{
    /// <summary>Nothing but our own files runs or is loaded, nothing is framed, nothing is sent elsewhere.</summary>
    public const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void Set(HttpResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        var headers = response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // Account data stay out of the browser's disk.
        headers.CacheControl = "no-store";
    }
}
