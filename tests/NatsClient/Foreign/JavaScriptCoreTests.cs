using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;
using NATS.Client.Core;
using Pipeline.Tests.NatsClient.Servers;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.Foreign;

/// <summary>What our client and the official JavaScript clients say to each other over core NATS is understood as it was meant, either way.</summary>
public sealed class JavaScriptCoreTests(NatsServerFixture server) : IClassFixture<NatsServerFixture>, IAsyncLifetime
{
    private const int LargestPayload = 1024 * 1024;

    private static readonly byte[] EveryByte = [.. Enumerable.Range(0, 256).Select(it => (byte)it)];
    private static readonly string[] Values = ["one", "zwei: drei", "日本 €"];

    private readonly string subject = Client.Name("js.");
    private NatsConnection ours = null!;

    public async Task InitializeAsync() => ours = await Client.ConnectAsync(server.Url, opts => opts with { HeaderEncoding = Encoding.UTF8 });

    public async Task DisposeAsync() => await ours.DisposeAsync();

    [NodeTheory]
    [MemberData(nameof(JavaScriptClient.Packages), MemberType = typeof(JavaScriptClient))]
    public async Task Bytes_and_headers_arrive_as_they_were_sent(string package)
    {
        await using var theirs = await JavaScriptClient.StartAsync(package, server.Url);
        await theirs.DoAsync(new { deed = "listen", subject });
        await using var sub = await ours.SubscribeCoreAsync<byte[]>(subject);
        await ours.PingAsync();

        await ours.PublishAsync(subject, EveryByte, new NatsHeaders { ["Many"] = new StringValues(Values), ["lower-case"] = "", ["X.Y"] = "\"=;" });
        await theirs.DoAsync(new
        {
            deed = "publish",
            subject,
            data = Convert.ToBase64String(EveryByte),
            headers = new Dictionary<string, string[]> { ["Many"] = Values, ["lower-case"] = [""], ["X.Y"] = ["\"=;"] },
        });

        foreach (var read in await theirs.ReadAsync(new { deed = "heard", subject, count = 2 }))
        {
            Assert.Equal(EveryByte, read.Data);
            Assert.Equal(Values, read.Headers["Many"]);
            Assert.Equal(("", "\"=;", 3), (read.Headers["lower-case"].Single(), read.Headers["X.Y"].Single(), read.Headers.Count));
        }

        for (var i = 0; i < 2; i++)
        {
            var read = await sub.Msgs.ReadAsync().AsTask().InTime("a message");
            Assert.Equal(EveryByte, read.Data);
            Assert.Equal(Values, read.Headers!["Many"].ToArray());
            Assert.Equal(("", "\"=;", 3), (read.Headers["lower-case"].ToString(), read.Headers["X.Y"].ToString(), read.Headers.Count));
        }
    }

    [NodeTheory]
    [MemberData(nameof(JavaScriptClient.Packages), MemberType = typeof(JavaScriptClient))]
    public async Task The_largest_message_and_the_empty_one_arrive_whole(string package)
    {
        await using var theirs = await JavaScriptClient.StartAsync(package, server.Url);
        await theirs.DoAsync(new { deed = "listen", subject });
        await using var sub = await ours.SubscribeCoreAsync<byte[]>(subject);
        await ours.PingAsync();
        var large = RandomNumberGenerator.GetBytes(LargestPayload);

        await ours.PublishAsync(subject, large);
        await ours.PublishAsync(subject);
        var readByThem = await theirs.ReadAsync(new { deed = "heard", subject, count = 2 });
        await theirs.DoAsync(new { deed = "publish", subject, data = Convert.ToBase64String(large) });
        await theirs.DoAsync(new { deed = "publish", subject });
        var readByUs = await sub.Msgs.ReadAllAsync().Take(4).Select(msg => msg.Data ?? []).ToListAsync().AsTask().InTime("four messages");

        Assert.Equal([Print(large), Print([])], readByThem.Select(it => Print(it.Data)));
        Assert.Equal([Print(large), Print([]), Print(large), Print([])], readByUs.Select(Print));

        static string Print(byte[] data) => $"{data.Length} bytes, {Convert.ToHexString(SHA256.HashData(data))}";
    }

    [NodeTheory]
    [MemberData(nameof(JavaScriptClient.Packages), MemberType = typeof(JavaScriptClient))]
    public async Task Requests_are_answered_either_way(string package)
    {
        await using var theirs = await JavaScriptClient.StartAsync(package, server.Url);
        await theirs.DoAsync(new { deed = "serve", subject = $"{subject}.theirs" });
        await using var sub = await ours.SubscribeCoreAsync<byte[]>($"{subject}.ours");
        await ours.PingAsync();

        var answer = await ours.RequestAsync<byte[], byte[]>($"{subject}.theirs", EveryByte, new NatsHeaders { ["A"] = "ä" });
        var asking = theirs.DoAsync(new { deed = "request", subject = $"{subject}.ours", data = Convert.ToBase64String(EveryByte) });
        var request = await sub.Msgs.ReadAsync().AsTask().InTime("their request");
        await request.ReplyAsync(request.Data, new NatsHeaders { ["B"] = "ö" });
        var answered = ForeignMessage.Of(await asking);

        Assert.Equal(EveryByte, answer.Data);
        Assert.Equal("ä", answer.Headers!["A"].ToString());
        Assert.Equal(EveryByte, answered.Data);
        Assert.Equal("ö", answered.Headers["B"].Single());
    }

    [NodeTheory]
    [MemberData(nameof(JavaScriptClient.Packages), MemberType = typeof(JavaScriptClient))]
    public async Task That_nobody_answers_is_known_to_both(string package)
    {
        await using var theirs = await JavaScriptClient.StartAsync(package, server.Url);

        await Assert.ThrowsAsync<NatsNoRespondersException>(async () => await ours.RequestAsync<byte[], byte[]>(subject, EveryByte));
        var failed = (await theirs.TryAsync(new { deed = "request", subject })).GetProperty("error");

        Assert.True(failed.GetProperty("code").GetString() == "503" || failed.GetProperty("name").GetString() is "NoRespondersError" or "RequestError", $"{failed}");
    }

    [NodeTheory]
    [MemberData(nameof(JavaScriptClient.Packages), MemberType = typeof(JavaScriptClient))]
    public async Task A_status_of_theirs_is_no_header(string package)
    {
        await using var theirs = await JavaScriptClient.StartAsync(package, server.Url);
        await using var sub = await ours.SubscribeCoreAsync<byte[]>(subject);
        await ours.PingAsync();

        await theirs.DoAsync(new { deed = "publish", subject, status = new { code = 418, text = "I'm a teapot" }, headers = new Dictionary<string, string[]> { ["Brew"] = ["tea"] } });
        var read = await sub.Msgs.ReadAsync().AsTask().InTime("the message");

        Assert.Equal((418, "I'm a teapot", "tea", 1), (read.Headers!.Code, read.Headers.MessageText, read.Headers["Brew"].ToString(), read.Headers.Count));
    }
}
