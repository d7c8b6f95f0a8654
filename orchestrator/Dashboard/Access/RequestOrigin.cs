using System.Net;
using Microsoft.AspNetCore.Http;

namespace Pipeline.Orchestrator.Dashboard.Access;

/// <summary>Where a request says it comes from, and whom it takes us for: what a page of somebody else cannot choose.</summary>
public static class RequestOrigin
{
    /// <summary>False for a name that only resolves to this machine: a foreign page may have been served under it (DNS rebinding).</summary>
    /// <remarks>Any port: a person may have forwarded it from another machine.</remarks>
    public static bool NamesThisMachine(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var host = request.Host.Host;
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
    }

    /// <summary>False when a page that we did not serve has asked; browsers say so by Origin and Sec-Fetch-Site, other clients say nothing.</summary>
    /// <remarks>A port of this machine is the same site to a browser, and a cookie goes along: only the same origin will do.</remarks>
    public static bool IsOurPageOrNone(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Headers.Origin.Count > 0 && !IsOurPage(request))
            return false;
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        return site is "" or "same-origin" or "none" || IsNavigation(request);
    }

    /// <summary>True when a browser itself says that our own page asks.</summary>
    public static bool IsOurPage(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Headers.Origin is [var origin] && origin == OwnOrigin(request);
    }

    private static string OwnOrigin(HttpRequest request) => $"{request.Scheme}://{request.Host}";

    // A link on somebody's page may lead here; what it shows cannot be read by that page, and it changes nothing.
    private static bool IsNavigation(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate" && request.Headers["Sec-Fetch-Dest"] == "document";
}
