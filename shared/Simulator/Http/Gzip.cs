using System.IO.Compression;

namespace Pipeline.Simulator.Http;

/// <summary>Compresses JSON for clients that ask for it. Stands outside everything that looks into replies.</summary>
public static class Gzip
{
    // Shorter bodies grow by compression, or gain nothing.
    private const int WorthIt = 1024;

    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        // Streams are sent as they come, and an answer to HEAD has the length of the body it leaves out.
        if (context.WebSockets.IsWebSocketRequest || HttpMethods.IsHead(context.Request.Method)
            || EventRoutes.IsEvents(context.Request.Path) || !IsWanted(context.Request))
        {
            await next(context);
            return;
        }

        using var kept = new MemoryStream();
        var body = context.Response.Body;
        context.Response.Body = kept;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
        }

        if (context.RequestAborted.IsCancellationRequested || kept.Length == 0) return;
        var said = kept.ToArray();
        // A length that is not the body's own was set on purpose, to break off in the middle.
        if (said.Length >= WorthIt && (context.Response.ContentLength ?? said.Length) == said.Length)
        {
            context.Response.Headers.ContentEncoding = "gzip";
            context.Response.Headers.Vary = "Accept-Encoding";
            said = Compressed(said);
            context.Response.ContentLength = said.Length;
        }

        await body.WriteAsync(said, context.RequestAborted);
    }

    private static bool IsWanted(HttpRequest request) => request.GetTypedHeaders().AcceptEncoding.Any(offer =>
        (offer.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) || offer.Value == "*") && offer.Quality is not 0);

    private static byte[] Compressed(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(body);
        return packed.ToArray();
    }
}
