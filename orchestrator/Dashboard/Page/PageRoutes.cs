using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pipeline.Orchestrator.Dashboard.Access;

namespace Pipeline.Orchestrator.Dashboard.Page;

/// <summary>The page and its files, as they lie in this assembly. The files tell nothing about the account and are open to all; the page itself is not.</summary>
public sealed class PageRoutes : IDashboardRoutes
{
    private const string Prefix = "page/";
    private const string Page = "index.html";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".webmanifest"] = "application/manifest+json",
    };

    private readonly Dictionary<string, PageFile> _files = ReadAll();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", context => WriteAsync(context, Page));
        routes.MapGet("/favicon.ico", context => WriteAsync(context, "icon.svg")).WithMetadata(new OpenToAllAttribute());
        routes.MapGet("/assets/{**name}", WriteAssetAsync).WithMetadata(new OpenToAllAttribute());
    }

    private Task WriteAssetAsync(HttpContext context)
    {
        var name = (string?)context.Request.RouteValues["name"] ?? "";
        return name == Page ? NoneAsync(context, name) : WriteAsync(context, name);
    }

    private Task WriteAsync(HttpContext context, string name)
    {
        if (!_files.TryGetValue(name, out var file))
            return NoneAsync(context, name);
        // Another build has other files at the same address: asked for each time, sent only when changed.
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.ETag = file.Tag;
        if (context.Request.Headers.IfNoneMatch == file.Tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        context.Response.ContentType = file.Type;
        context.Response.ContentLength = file.Bytes.Length;
        return context.Response.Body.WriteAsync(file.Bytes, context.RequestAborted).AsTask();
    }

    private static Task NoneAsync(HttpContext context, string name) => Refusals.WriteAsync(context, StatusCodes.Status404NotFound, $"There is no file {name}.");

    private static Dictionary<string, PageFile> ReadAll()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(
            name => name[Prefix.Length..],
            name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                var bytes = new byte[stream.Length];
                stream.ReadExactly(bytes);
                return new PageFile(bytes, Types[Path.GetExtension(name)], $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes)[..8])}\"");
            },
            StringComparer.Ordinal);
    }

    private sealed record PageFile(byte[] Bytes, string Type, string Tag);
}
