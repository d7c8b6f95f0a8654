using System.Globalization;
using System.Text;

namespace Pipeline.Tests.NatsClient;

/// <summary>What a server might say, and what none would; the same for the same seed.</summary>
internal sealed class ServerTalk(int seed)
{
    private static readonly string[] Poison =
    [
        "\r\n", "\n", "\r", " ", "\t", "\0", "-1", "-2147483648", "2147483647", "2147483648", "99999999999999999999", "68157441", "+1", "0x10", "",
        "MSG", "HMSG", "MSG a 1 ", "HMSG a 1 4294967295 4294967295\r\n", "HMSG a 1 12 5\r\n", "INFO {", "INFO {}\r\n", "INFO null\r\n", "-ERR ", "-ERR '\r\n",
        "PING\r\n", "PONG\r\n", "+OK\r\n", "PUB a 1\r\nx\r\n", "MSG a 1 3\r\nabcd\r\n", "MSG a 1 5\r\nab\r\n", "NATS/1.0\r\n\r\n", "HMSG a 1 3 3\r\nabc\r\n", "é", "\u001b[2J",
    ];

    private readonly Random random = new(seed);

    /// <summary>Some complete frames.</summary>
    public byte[] Conversation() => [.. Enumerable.Range(0, random.Next(1, 6)).SelectMany(_ => Frame())];

    /// <summary>A conversation with bytes changed, taken out, doubled and put in.</summary>
    public byte[] Garbled()
    {
        var bytes = Conversation().ToList();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(bytes.Count + 1);
            var length = Math.Min(random.Next(1, 12), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count + 1), Bytes(20));
                    break;
                default:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Poison[random.Next(Poison.Length)]));
                    break;
            }
        }

        return [.. bytes];
    }

    private byte[] Frame() => random.Next(7) switch
    {
        0 => "PING\r\n"u8.ToArray(),
        1 => "PONG\r\n"u8.ToArray(),
        2 => "+OK\r\n"u8.ToArray(),
        3 => "-ERR 'Permissions Violation for Publish to \"x\"'\r\n"u8.ToArray(),
        4 => Encoding.UTF8.GetBytes("""INFO {"server_id":"X","version":"2.10.27","max_payload":1048576,"headers":true,"connect_urls":["127.0.0.1:1"]}""" + "\r\n"),
        5 => Message(headers: []),
        _ => Message("NATS/1.0 100 Idle Heartbeat\r\nA: b\r\n\r\n"u8.ToArray()),
    };

    private byte[] Message(byte[] headers)
    {
        var payload = Bytes(random.Next(10) == 0 ? 5000 : 30);
        var reply = random.Next(2) == 0 ? " _INBOX.a.1" : "";
        var sizes = headers.Length == 0 ? $"{payload.Length}" : $"{headers.Length} {headers.Length + payload.Length}";
        var line = string.Create(CultureInfo.InvariantCulture, $"{(headers.Length == 0 ? "MSG" : "HMSG")} a {random.Next(1, 3)}{reply} {sizes}\r\n");
        return [.. Encoding.ASCII.GetBytes(line), .. headers, .. payload, .. "\r\n"u8];
    }

    private byte[] Bytes(int most)
    {
        var bytes = new byte[random.Next(most)];
        random.NextBytes(bytes);
        return bytes;
    }
}
