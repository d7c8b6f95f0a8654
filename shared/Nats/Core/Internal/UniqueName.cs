using System.Security.Cryptography;

namespace NATS.Client.Core.Internal;

/// <summary>Names that nobody else has: 22 random letters and digits, 131 bits.</summary>
internal static class UniqueName
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static string Next() => RandomNumberGenerator.GetString(Alphabet, 22);
}
