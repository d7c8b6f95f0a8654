using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Contracts.Identity;

/// <summary>Client order ids: one cause, leg and attempt always make the same id, so a resend can never be a second order.</summary>
public static class ClientOrderId
{
    /// <summary>The family mark of every id that the pipeline makes.</summary>
    public const string Prefix = "pl-";

    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int CauseLength = 20;

    /// <summary>At most 48 characters: <c>pl-&lt;cause&gt;-&lt;leg&gt;-&lt;attempt&gt;</c>.</summary>
    /// <param name="account">The account the order is for.</param>
    /// <param name="cause">The signal's id for an entry, the trade's id for an exit.</param>
    /// <param name="leg">What the order is to its cause: entry, stop, exit; at most 12 lower-case letters.</param>
    /// <param name="attempt">0 to 9,999,999; a new attempt only after the one before has ended at the venue.</param>
    public static string For(string account, string cause, string leg, int attempt)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(attempt);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(attempt, 9_999_999);
        if (leg is not { Length: > 0 and <= 12 } || !leg.All(char.IsAsciiLetterLower))
            throw new ArgumentException($"'{leg}' is not a leg: 1 to 12 lower-case letters.", nameof(leg));
        return string.Create(CultureInfo.InvariantCulture, $"{Family(account, cause)}{leg}-{attempt}");
    }

    /// <summary>What all ids of one cause begin with.</summary>
    public static string Family(string account, string cause) => $"{Prefix}{Digest(account, cause)}-";

    /// <summary>The digest of the cause that an id of ours was made from; null for an id that is none of ours.</summary>
    public static string? CauseOf(string clientOrderId) =>
        IsOurs(clientOrderId) && clientOrderId.Length > Prefix.Length + CauseLength && clientOrderId[Prefix.Length + CauseLength] == '-'
            ? clientOrderId.Substring(Prefix.Length, CauseLength)
            : null;

    public static bool IsOurs(string clientOrderId)
    {
        ArgumentNullException.ThrowIfNull(clientOrderId);
        return clientOrderId.StartsWith(Prefix, StringComparison.Ordinal);
    }

    /// <summary>A digest of account and cause in 20 characters (100 bits) that are legal in ids and subjects.</summary>
    public static string Digest(string account, string cause)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{account}\n{cause}"));
        return string.Create(CauseLength, hash, (text, bytes) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                var bit = i * 5;
                var pair = (bytes[bit / 8] << 8) | bytes[(bit / 8) + 1];
                text[i] = Alphabet[(pair >> (11 - (bit % 8))) & 31];
            }
        });
    }
}
