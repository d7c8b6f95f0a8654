using System.Text.Json;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.Foreign;

/// <summary>An official JavaScript client, at our orders (tests/Integration/Peers/nats.mjs).</summary>
public sealed class JavaScriptClient(NodePeer peer) : IAsyncDisposable
{
    /// <summary>The packages: 2.x, which is widely used, and its successor, 3.x.</summary>
    public static TheoryData<string> Packages => ["nats", "nats-io"];

    public static async Task<JavaScriptClient> StartAsync(string package, string url) => new(await NodePeer.StartAsync("nats.mjs", [package, url]));

    /// <summary>Has it do something that it manages.</summary>
    /// <param name="what">The deed, with what it needs.</param>
    public async Task<JsonElement> DoAsync(object what)
    {
        var answer = await TryAsync(what);
        Assert.False(answer.TryGetProperty("error", out var error), $"The JavaScript client could not: {error}");
        return answer;
    }

    /// <summary>Has it try something; what failed is the answer's "error".</summary>
    /// <inheritdoc cref="DoAsync"/>
    public async Task<JsonElement> TryAsync(object what)
    {
        await peer.WriteAsync(what);
        return await peer.ReadAsync("what became of its deed");
    }

    /// <summary>Has it read messages.</summary>
    /// <inheritdoc cref="DoAsync"/>
    public async Task<IReadOnlyList<ForeignMessage>> ReadAsync(object what) =>
        [.. (await DoAsync(what)).GetProperty("messages").EnumerateArray().Select(ForeignMessage.Of)];

    public ValueTask DisposeAsync() => peer.DisposeAsync();
}
