using System.Text.Json;
using System.Text.Json.Serialization;

namespace NATS.Client.Core.Internal;

/// <summary>The server's INFO line.</summary>
internal sealed record NatsServerInfo : INatsServerInfo
{
    [JsonPropertyName("server_id")]
    public string Id { get; set; } = "";

    [JsonPropertyName("server_name")]
    public string Name { get; set; } = "";

    [JsonPropertyName("version")]
    public string Version { get; set; } = "";

    [JsonPropertyName("proto")]
    public long ProtocolVersion { get; set; }

    [JsonPropertyName("git_commit")]
    public string GitCommit { get; set; } = "";

    [JsonPropertyName("go")]
    public string GoVersion { get; set; } = "";

    [JsonPropertyName("host")]
    public string Host { get; set; } = "";

    [JsonPropertyName("port")]
    public int Port { get; set; }

    [JsonPropertyName("headers")]
    public bool HeadersSupported { get; set; }

    [JsonPropertyName("auth_required")]
    public bool AuthRequired { get; set; }

    [JsonPropertyName("tls_required")]
    public bool TlsRequired { get; set; }

    [JsonPropertyName("tls_verify")]
    public bool TlsVerify { get; set; }

    [JsonPropertyName("tls_available")]
    public bool TlsAvailable { get; set; }

    [JsonPropertyName("max_payload")]
    public int MaxPayload { get; set; }

    [JsonPropertyName("jetstream")]
    public bool JetStreamAvailable { get; set; }

    [JsonPropertyName("client_id")]
    public ulong ClientId { get; set; }

    [JsonPropertyName("client_ip")]
    public string ClientIp { get; set; } = "";

    [JsonPropertyName("nonce")]
    public string? Nonce { get; set; }

    [JsonPropertyName("cluster")]
    public string? Cluster { get; set; }

    [JsonPropertyName("cluster_dynamic")]
    public bool ClusterDynamic { get; set; }

    [JsonPropertyName("connect_urls")]
    public string[]? ClientConnectUrls { get; set; }

    [JsonPropertyName("ws_connect_urls")]
    public string[]? WebSocketConnectUrls { get; set; }

    [JsonPropertyName("ldm")]
    public bool LameDuckMode { get; set; }

    /// <exception cref="NatsProtocolViolationException">It is no JSON.</exception>
    public static NatsServerInfo Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, NatsCoreJsonContext.Default.NatsServerInfo)
                ?? throw new NatsProtocolViolationException("The server's INFO is null.");
        }
        catch (JsonException exception)
        {
            throw new NatsProtocolViolationException($"The server's INFO is no JSON: {exception.Message}");
        }
    }
}

/// <summary>What we tell the server of ourselves.</summary>
internal sealed class ConnectCommand
{
    [JsonPropertyName("verbose")]
    public bool Verbose { get; init; }

    [JsonPropertyName("pedantic")]
    public bool Pedantic { get; init; }

    [JsonPropertyName("tls_required")]
    public bool TlsRequired { get; init; }

    [JsonPropertyName("user")]
    public string? User { get; init; }

    [JsonPropertyName("pass")]
    public string? Password { get; init; }

    [JsonPropertyName("auth_token")]
    public string? Token { get; init; }

    [JsonPropertyName("jwt")]
    public string? Jwt { get; init; }

    [JsonPropertyName("nkey")]
    public string? NKey { get; init; }

    [JsonPropertyName("sig")]
    public string? Signature { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("lang")]
    public string Language { get; init; } = ".NET";

    [JsonPropertyName("version")]
    public string Version { get; init; } = "0.1.0";

    [JsonPropertyName("protocol")]
    public int Protocol { get; init; } = 1;

    [JsonPropertyName("echo")]
    public bool Echo { get; init; }

    [JsonPropertyName("headers")]
    public bool Headers { get; init; }

    [JsonPropertyName("no_responders")]
    public bool NoResponders { get; init; }
}

/// <summary>The core protocol's JSON.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NatsServerInfo))]
[JsonSerializable(typeof(ConnectCommand))]
internal sealed partial class NatsCoreJsonContext : JsonSerializerContext;
