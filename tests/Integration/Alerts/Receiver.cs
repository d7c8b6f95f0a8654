using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Pipeline.Tests.Integration.Alerts;

/// <summary>A webhook's receiving end on a loopback port: remembers what came, path by path, and answers as it is told to.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly ConcurrentQueue<(string Path, JsonNode Body)> _heard = new();
    private readonly CancellationTokenSource _closing = new();

    private Receiver(WebApplication host) => _host = host;

    /// <summary>How a request is answered: its path and how many came there before; null hangs for as long as the receiver lives. Default: 200.</summary>
    public Func<string, int, int?> Answer { get; set; } = (_, _) => 200;

    public string Url => _host.Urls.First();

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver._host.Run(receiver.HandleAsync);
        await receiver._host.StartAsync();
        return receiver;
    }

    public IReadOnlyList<JsonNode> HeardAt(string path) => [.. _heard.Where(one => one.Path == path).Select(one => one.Body)];

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _host.DisposeAsync();
        _closing.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var body = (await JsonNode.ParseAsync(context.Request.Body))!;
        var before = HeardAt(path).Count;
        _heard.Enqueue((path, body));
        if (Answer(path, before) is { } status)
            context.Response.StatusCode = status;
        else
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
