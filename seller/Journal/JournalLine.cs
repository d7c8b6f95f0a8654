using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;

namespace Pipeline.Seller.Journal;

/// <summary>A line: eight characters of a digest, the kind, the JSON. The digest tells a line that was written whole from one that was not.</summary>
public static class JournalLine
{
    private const int DigestLength = 8;
    private const string HeaderKind = "journal";

    public static byte[] Write(JournalHeader header) => Write(HeaderKind, JsonSerializer.SerializeToUtf8Bytes(header, JournalJson.Default.JournalHeader));

    public static byte[] Write(JournalRecord record) => record switch
    {
        JournalRecord.Wanted wanted => Write("wanted", ContractsJson.Write(wanted.Signal)),
        JournalRecord.Intended intended => Write("intended", ContractsJson.Write(intended.Intent)),
        JournalRecord.Answered answered => Write("answered", ContractsJson.Write(answered.Answer)),
        JournalRecord.Carried carried => Write("carried", JsonSerializer.SerializeToUtf8Bytes(carried, JournalJson.Default.Carried)),
        JournalRecord.Rested rested => Write("rested", JsonSerializer.SerializeToUtf8Bytes(rested, JournalJson.Default.Rested)),
        _ => throw new ArgumentOutOfRangeException(nameof(record), record, "Not a record."),
    };

    /// <summary>Null when the line is no header that was written whole.</summary>
    public static JournalHeader? ReadHeader(ReadOnlySpan<byte> line)
    {
        if (!TrySplit(line, out var kind, out var json) || kind != HeaderKind)
            return null;
        try
        {
            return JsonSerializer.Deserialize(json, JournalJson.Default.JournalHeader);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Null when the line was not written whole, or is of a kind that this build does not know.</summary>
    public static JournalRecord? Read(ReadOnlySpan<byte> line)
    {
        if (!TrySplit(line, out var kind, out var json))
            return null;
        try
        {
            return kind switch
            {
                "wanted" => new JournalRecord.Wanted(ContractsJson.Read<SellSignal>(json)),
                "intended" => new JournalRecord.Intended(ContractsJson.Read<OrderIntent>(json)),
                "answered" => new JournalRecord.Answered(ContractsJson.Read<OrderAnswer>(json)),
                "carried" => JsonSerializer.Deserialize(json, JournalJson.Default.Carried),
                "rested" => JsonSerializer.Deserialize(json, JournalJson.Default.Rested),
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Write(string kind, byte[] json)
    {
        var rest = Encoding.UTF8.GetBytes($" {kind} ");
        var line = new byte[DigestLength + rest.Length + json.Length + 1];
        rest.CopyTo(line, DigestLength);
        json.CopyTo(line, DigestLength + rest.Length);
        line[^1] = (byte)'\n';
        Digest(line.AsSpan(DigestLength..^1)).CopyTo(line.AsSpan());
        return line;
    }

    private static bool TrySplit(ReadOnlySpan<byte> line, out string kind, out ReadOnlySpan<byte> json)
    {
        kind = "";
        json = default;
        if (line.Length <= DigestLength + 1 || !line[..DigestLength].SequenceEqual(Digest(line[DigestLength..])))
            return false;
        var rest = line[(DigestLength + 1)..];
        var space = rest.IndexOf((byte)' ');
        if (space <= 0)
            return false;
        kind = Encoding.UTF8.GetString(rest[..space]);
        json = rest[(space + 1)..];
        return true;
    }

    private static byte[] Digest(ReadOnlySpan<byte> text) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(text).AsSpan(0, DigestLength / 2)));
}
