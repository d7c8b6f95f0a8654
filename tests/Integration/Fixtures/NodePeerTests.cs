using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Fixtures;

public sealed class NodePeerTests
{
    [NodeFact]
    public async Task A_peer_hears_and_answers_line_by_line()
    {
        await using var peer = await NodePeer.StartAsync("echo.mjs", []);

        await peer.WriteAsync(new { text = "größer\n1" });
        var answer = await peer.ReadAsync("what it heard");
        await peer.EndAsync();

        Assert.Equal("größer\n1", answer.GetProperty("heard").GetProperty("text").GetString());
    }

    [NodeFact]
    public async Task A_peer_that_ends_too_early_is_named()
    {
        await using var missing = await NodePeer.StartAsync("no-such-script.mjs", []);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => missing.ReadAsync("anything"));

        Assert.StartsWith("no-such-script.mjs ended before it said: anything", error.Message, StringComparison.Ordinal);
    }
}
