using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Primitives;
using NATS.Client.Core;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.Servers;

/// <summary>Whatever is published, the real server understands it as it was meant, and gives it back.</summary>
public sealed class WriterProperties(NatsServerFixture server) : IClassFixture<NatsServerFixture>
{
    private const string SubjectCharacters = "abcXYZ019-_$/\\\"'{}[](),;:!?äß€日";
    private const string NameCharacters = "AZaz09-_.!#$%&'*+^`|~";
    private const string ValueCharacters = "abc XYZ:;,=\t\"'€\u0001";

    private static readonly string[] Payloads = ["", "\r\n", "\r\nPUB x 1\r\ny\r\n", "MSG a 1 5\r\n", "PING\r\n", "\0", "NATS/1.0\r\n\r\n"];

    [Fact]
    public async Task Every_message_comes_back_as_it_went()
    {
        await using var sending = await Client.ConnectAsync(server.Url, opts => opts with { HeaderEncoding = Encoding.UTF8 });
        await using var receiving = await Client.ConnectAsync(server.Url, opts => opts with { HeaderEncoding = Encoding.UTF8 });
        await using var sub = await receiving.SubscribeCoreAsync<byte[]>("fuzz.>", opts: new NatsSubOpts { ChannelOpts = new NatsSubChannelOpts { Capacity = 2000 } });
        await receiving.PingAsync();
        var id = (sending.ServerInfo!.ClientId, receiving.ServerInfo!.ClientId);

        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var sent = Some(new Random(seed));
            sending.PublishAsync(sent).AsTask().InTime("the publish").GetAwaiter().GetResult();
            var got = sub.Msgs.ReadAsync().AsTask().InTime($"the message of seed {seed}").GetAwaiter().GetResult();
            Assert.Equal((sent.Subject, sent.ReplyTo), (got.Subject, got.ReplyTo));
            Assert.Equal(sent.Data ?? [], got.Data ?? []);
            Assert.Equal(Lines(sent.Headers), Lines(got.Headers));
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));

        Assert.Equal(id, (sending.ServerInfo.ClientId, receiving.ServerInfo.ClientId));
    }

    [Fact]
    public async Task No_text_as_a_subject_ends_the_connection()
    {
        await using var connection = await Client.ConnectAsync(server.Url);
        var id = connection.ServerInfo!.ClientId;
        Prop.ForAll<string>(text =>
        {
            try
            {
                connection.PublishAsync(text ?? "", "x", replyTo: text).AsTask().InTime("the publish").GetAwaiter().GetResult();
            }
            catch (NatsException)
            {
                // Refused before it was sent.
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

        await connection.PingAsync();
        Assert.Equal(id, connection.ServerInfo.ClientId);
    }

    private static NatsMsg<byte[]> Some(Random random)
    {
        var headers = new NatsHeaders();
        for (var i = random.Next(4); i > 0; i--)
        {
            headers[Text(random, NameCharacters, 1, 12)] =
                new StringValues([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Text(random, ValueCharacters, 0, 20).Trim(' ', '\t'))]);
        }

        var subject = "fuzz." + string.Join('.', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Text(random, SubjectCharacters, 1, 9)));
        var reply = random.Next(2) == 0 ? null : $"reply.{Text(random, SubjectCharacters, 1, 20)}";
        return new NatsMsg<byte[]> { Subject = subject, ReplyTo = reply, Headers = headers.Count == 0 ? null : headers, Data = Payload(random) };
    }

    private static byte[] Payload(Random random)
    {
        if (random.Next(3) == 0)
        {
            return System.Text.Encoding.UTF8.GetBytes(Payloads[random.Next(Payloads.Length)]);
        }

        var bytes = new byte[random.Next(20) == 0 ? random.Next(200_000) : random.Next(200)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Text(Random random, string characters, int least, int most) => string.Concat(random.GetItems(characters.AsSpan(), random.Next(least, most + 1)));

    private static IEnumerable<string> Lines(NatsHeaders? headers) =>
        (headers ?? []).SelectMany(header => header.Value.Select(value => $"{header.Key}: {value}")).Order(StringComparer.Ordinal);
}
