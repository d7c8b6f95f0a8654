using System.Security.Cryptography;

namespace NATS.Client.Core.Internal;

/// <summary>The secret half of a user's nkey: base32 of two bytes of kind, 32 bytes of Ed25519 seed and a CRC-16 (nats-io/nkeys).</summary>
internal sealed class NKeySeed
{
    private const int SeedKind = 18 << 3; // 'S'
    private const int UserKind = 20 << 3; // 'U'

    private readonly byte[] secret;

    private NKeySeed(byte[] secret) => this.secret = secret;

    /// <summary>The public half, "U...".</summary>
    /// <exception cref="NatsException">Ed25519 is not there on this machine.</exception>
    public string PublicKey => Base32.Encode(WithChecksum([UserKind, .. Ed25519.PublicKey(secret)]));

    /// <param name="text">"SU...", or null or nothing for none.</param>
    /// <exception cref="NatsException">It is no user's seed; the message does not repeat it.</exception>
    public static NKeySeed? ParseOrNull(string? text) => string.IsNullOrEmpty(text) ? null : new NKeySeed(Decode(text));

    /// <summary>An nkey's bytes with their CRC-16 after them.</summary>
    public static byte[] WithChecksum(byte[] bytes)
    {
        var checksum = Crc16(bytes);
        return [.. bytes, (byte)checksum, (byte)(checksum >> 8)];
    }

    /// <summary>The Ed25519 signature of a message, 64 bytes.</summary>
    /// <exception cref="NatsException">Ed25519 is not there on this machine.</exception>
    public byte[] Sign(ReadOnlySpan<byte> message) => Ed25519.Sign(secret, message);

    /// <summary>No secret ever reaches a log.</summary>
    public override string ToString() => "nkey seed";

    private static byte[] Decode(string text)
    {
        var bytes = Base32.Decode(text);
        if (bytes is not { Length: 36 } || Crc16(bytes.AsSpan(0, 34)) != (bytes[34] | (bytes[35] << 8)))
        {
            throw new NatsException("The nkey seed is damaged: it is not 58 letters and digits with the right checksum.");
        }

        var kind = bytes[0] & 0xF8;
        var of = ((bytes[0] & 7) << 5) | (bytes[1] >> 3);
        var secret = bytes[2..34];
        CryptographicOperations.ZeroMemory(bytes);
        return kind == SeedKind && of == UserKind
            ? secret
            : throw new NatsException("The nkey given as a seed is not a user's seed, which begins with SU.");
    }

    // CRC-16/XMODEM: polynomial 0x1021, begun with 0.
    private static ushort Crc16(ReadOnlySpan<byte> bytes)
    {
        var crc = 0;
        foreach (var one in bytes)
        {
            crc ^= one << 8;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1;
            }
        }

        return (ushort)crc;
    }
}
