using System.Net;
using Microsoft.AspNetCore.Http;

namespace Pipeline.Orchestrator.Dashboard.Page;

/// <summary>A page of one sentence, without scripts: for who is not signed in, and for the moment of signing in.</summary>
public static class Plain
{
    /// <param name="goTo">Where the browser goes by itself; null: nowhere.</param>
    public static Task WriteAsync(HttpContext context, string title, string text, string? goTo = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.ContentType = "text/html; charset=utf-8";
        var refresh = goTo is null ? "" : $"""<meta http-equiv="refresh" content="0; url={goTo}">""";
        return context.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">{refresh}
            <title>{WebUtility.HtmlEncode(title)} · Pipeline</title><link rel="icon" href="/assets/icon.svg"><link rel="stylesheet" href="/assets/theme.css"></head>
            <body class="plain"><main><h1>Pipeline</h1><p>{WebUtility.HtmlEncode(text)}</p></main></body>
            </html>

            """,
            CancellationToken.None);
    }
}
