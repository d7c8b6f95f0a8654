using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.Servers;

/// <summary>Connections for tests: they come back fast, and fail soon.</summary>
internal static class Client
{
    public static NatsOpts Opts(string url) => new()
    {
        Url = url,
        ReconnectWaitMin = TimeSpan.FromMilliseconds(20),
        ReconnectWaitMax = TimeSpan.FromMilliseconds(100),
        ReconnectJitter = TimeSpan.Zero,
        RequestTimeout = TimeSpan.FromSeconds(5),
        ConnectTimeout = TimeSpan.FromSeconds(10),
    };

    public static async Task<NatsConnection> ConnectAsync(string url, Func<NatsOpts, NatsOpts>? change = null)
    {
        var opts = Opts(url);
        var connection = new NatsConnection(change?.Invoke(opts) ?? opts);
        await connection.ConnectAsync();
        return connection;
    }

    /// <summary>A name that no other test has.</summary>
    public static string Name(string begins) => $"{begins}{Guid.NewGuid():N}";

    /// <summary>A new stream on file, on all subjects that begin with its name.</summary>
    public static ValueTask<INatsJSStream> NewStreamAsync(this NatsJSContext js, Func<StreamConfig, StreamConfig>? change = null)
    {
        var name = Name("S");
        var config = new StreamConfig(name, [$"{name}.>"]) { AllowDirect = true };
        return js.CreateStreamAsync(change?.Invoke(config) ?? config);
    }

    /// <summary>Waits until the server answers, over however many connections that takes.</summary>
    public static Task PingUntilAnsweredAsync(this INatsConnection connection) => Eventually.Holds("an answer to PING", async () =>
    {
        try
        {
            await connection.PingAsync();
            return true;
        }
        catch (NatsNoReplyException)
        {
            return false;
        }
    });
}
