using NATS.Client.Core;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.Servers;

/// <summary>For ever can be said in two ways, and nonsense is refused where it is said.</summary>
public sealed class DurationTests(NatsServerFixture server) : IClassFixture<NatsServerFixture>
{
    public static TheoryData<TimeSpan> ForEver => new(TimeSpan.MaxValue, Timeout.InfiniteTimeSpan);

    [Theory]
    [MemberData(nameof(ForEver))]
    public async Task For_ever_is_no_time_out(TimeSpan forEver)
    {
        var subject = Client.Name("for.ever.");
        await using var connection = await Client.ConnectAsync(
            server.Url,
            opts => opts with { RequestTimeout = forEver, CommandTimeout = forEver, ConnectTimeout = forEver, PingInterval = forEver });
        var opts = new NatsSubOpts { Timeout = forEver, StartUpTimeout = forEver, IdleTimeout = forEver };
        await using var sub = await connection.SubscribeCoreAsync<int>(subject, opts: opts);
        var byOptions = connection.RequestAsync<int, int>(subject, 1).AsTask();
        var bySub = connection.RequestAsync<int, int>(subject, 2, replyOpts: opts).AsTask();

        for (var i = 0; i < 2; i++)
        {
            var msg = await sub.Msgs.ReadAsync().AsTask().InTime("the request");
            await msg.ReplyAsync(msg.Data * 10);
        }

        Assert.Equal((10, 20), ((await byOptions.InTime("the reply")).Data, (await bySub.InTime("the reply")).Data));
    }

    [Fact]
    public async Task Nonsense_is_refused_by_name()
    {
        var url = server.Url;
        var negative = TimeSpan.FromSeconds(-2);
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => new NatsConnection(new NatsOpts { Url = url, PingInterval = negative }));
        Assert.Equal(nameof(NatsOpts.PingInterval), refusal.ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => new NatsConnection(new NatsOpts { Url = url, RequestTimeout = TimeSpan.FromDays(60) }));

        await using var connection = await Client.ConnectAsync(url);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await connection.SubscribeCoreAsync<int>("a", opts: new NatsSubOpts { IdleTimeout = negative }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await connection.RequestAsync<int, int>("a", 1, replyOpts: new NatsSubOpts { Timeout = negative }));
    }
}
