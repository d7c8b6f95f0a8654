using Pipeline.Simulator.Http;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Streams;

/// <summary>What a stream client said in the HTTP request that opened its connection.</summary>
/// <param name="Encoding">MessagePack when the content type asks for it.</param>
/// <param name="KeyId">The key of the headers, or null when there is none.</param>
/// <param name="SecretKey">The secret of the headers, or null.</param>
/// <param name="Strict">True to take exactly one document a message.</param>
public sealed record StreamHandshake(DataEncoding Encoding, string? KeyId, string? SecretKey, bool Strict)
{
    public static StreamHandshake Of(HttpRequest request, bool strict)
    {
        var packed = request.Headers.ContentType.Concat(request.Headers.Accept)
            .Any(type => type is not null && type.Contains("msgpack", StringComparison.OrdinalIgnoreCase));
        return new StreamHandshake(
            packed ? DataEncoding.MessagePack : DataEncoding.Json,
            Text(request.Headers["APCA-API-KEY-ID"]),
            Text(request.Headers["APCA-API-SECRET-KEY"]),
            strict);

        static string? Text(string? value) => string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>True when the headers name keys, right or wrong.</summary>
    public bool NamesKeys => KeyId is not null || SecretKey is not null;

    /// <summary>True when the headers hold the right keys.</summary>
    public bool Unlocks(ApiKeys keys) => keys.Match(KeyId, SecretKey);

    // Keeps the secret out of any log a record would print itself into.
    public override string ToString() => $"handshake, {Encoding}";
}
