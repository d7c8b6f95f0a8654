using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Pipeline.Tests.Integration.Broker;

/// <summary>A venue that behaves as badly as a test wants, over a real socket.</summary>
public sealed class HostileVenue : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HostileVenue(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    /// <summary>Method and path of every request, in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Answers every request over HTTP; the number counts requests from 1.</summary>
    public static Task<HostileVenue> OverHttpAsync(Func<HttpContext, int, Task> answer) => StartAsync(answer, (_, _) => Task.CompletedTask);

    /// <summary>Talks over every stream connection; the number counts connections from 1.</summary>
    /// <param name="refusal">The HTTP status that a connection gets instead of a stream; null for the stream.</param>
    public static Task<HostileVenue> OverStreamAsync(Func<StreamPeer, int, Task> talk, Func<int, int?>? refusal = null) => StartAsync((_, _) => Task.CompletedTask, talk, refusal);

    public Dictionary<string, string?> Settings(params (string Key, string Value)[] changed)
    {
        var settings = VenueSession.SettingsFor(Url);
        foreach (var (key, value) in changed)
            settings[$"Venue:{key}"] = value;
        return settings;
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
    }

    /// <summary>Both at once.</summary>
    public static async Task<HostileVenue> StartAsync(Func<HttpContext, int, Task> answer, Func<StreamPeer, int, Task> talk, Func<int, int?>? refusal = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var venue = new HostileVenue(app);
        var (requests, connections) = (0, 0);
        app.UseWebSockets();
        app.Run(async context =>
        {
            if (!context.WebSockets.IsWebSocketRequest)
            {
                venue.Requests.Enqueue($"{context.Request.Method} {context.Request.Path}");
                await answer(context, Interlocked.Increment(ref requests));
                return;
            }

            var connection = Interlocked.Increment(ref connections);
            if (refusal?.Invoke(connection) is { } status)
            {
                context.Response.StatusCode = status;
                return;
            }

            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await talk(new StreamPeer(socket, context.RequestAborted), connection);
        });
        await app.StartAsync();
        return venue;
    }
}

/// <summary>The venue's side of one stream connection.</summary>
public sealed class StreamPeer(WebSocket socket, CancellationToken aborted)
{
    public WebSocket Socket => socket;

    public Task SayAsync(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, aborted);

    public Task SayBinaryAsync(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Binary, true, aborted);

    /// <summary>One message in frames of a few bytes each.</summary>
    public async Task SayInFramesAsync(string text, int bytesAFrame)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var start = 0; start < bytes.Length; start += bytesAFrame)
        {
            var length = Math.Min(bytesAFrame, bytes.Length - start);
            await socket.SendAsync(bytes.AsMemory(start, length), WebSocketMessageType.Text, endOfMessage: start + length == bytes.Length, aborted);
        }
    }

    /// <summary>The next message; null when the client said goodbye.</summary>
    public async Task<string?> HearAsync()
    {
        var buffer = new byte[1 << 20];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), aborted);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            length += part.Count;
            if (part.EndOfMessage)
                return Encoding.UTF8.GetString(buffer, 0, length);
        }
    }

    /// <summary>Says nothing and reads nothing until the client goes away.</summary>
    public async Task StaySilentAsync()
    {
        var gone = new TaskCompletionSource();
        await using var registration = aborted.Register(gone.SetResult);
        await gone.Task;
    }

    /// <summary>Listens until the client goes away; what it says is not answered.</summary>
    public async Task HearOutAsync()
    {
        try
        {
            while (await HearAsync() is not null)
            {
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // Torn off, which is a way of going too.
        }
    }
}
