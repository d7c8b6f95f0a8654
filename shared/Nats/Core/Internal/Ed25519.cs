using System.Reflection;
using System.Runtime.InteropServices;

// Where the resolver of this file has found nothing, no folder but the system's is searched.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace NATS.Client.Core.Internal;

/// <summary>Ed25519 (RFC 8032) by OpenSSL's libcrypto, which .NET itself needs on Linux: neither .NET nor a kept package has it.</summary>
internal static class Ed25519
{
    private const string Library = "libcrypto";
    private const int Kind = 1087; // EVP_PKEY_ED25519 of OpenSSL's obj_mac.h
    private const int KeyLength = 32;
    private const int SignatureLength = 64;

    private static readonly string[] Names =
        OperatingSystem.IsWindows() ? ["libcrypto-3-x64.dll", "libcrypto-3-arm64.dll"]
        : OperatingSystem.IsMacOS() ? ["libcrypto.3.dylib", "/opt/homebrew/lib/libcrypto.3.dylib", "/usr/local/lib/libcrypto.3.dylib"]
        : ["libcrypto.so.3", "libcrypto.so.1.1"];

    private static readonly nint Handle = Load();

    /// <param name="secret">32 bytes.</param>
    /// <returns>32 bytes.</returns>
    /// <exception cref="NatsException">There is no libcrypto with Ed25519 on this machine.</exception>
    public static byte[] PublicKey(byte[] secret)
    {
        var key = OpenKey(secret);
        try
        {
            var bytes = new byte[KeyLength];
            nuint length = KeyLength;
            Check(EVP_PKEY_get_raw_public_key(key, bytes, ref length));
            return bytes;
        }
        finally
        {
            EVP_PKEY_free(key);
        }
    }

    /// <param name="secret">32 bytes.</param>
    /// <param name="message">Any bytes.</param>
    /// <returns>64 bytes.</returns>
    /// <exception cref="NatsException">There is no libcrypto with Ed25519 on this machine.</exception>
    public static byte[] Sign(byte[] secret, ReadOnlySpan<byte> message)
    {
        var key = OpenKey(secret);
        var context = EVP_MD_CTX_new();
        try
        {
            var signature = new byte[SignatureLength];
            nuint length = SignatureLength;
            Check(EVP_DigestSignInit(context, 0, 0, 0, key));
            Check(EVP_DigestSign(context, signature, ref length, message.ToArray(), (nuint)message.Length));
            return signature;
        }
        finally
        {
            EVP_MD_CTX_free(context);
            EVP_PKEY_free(key);
        }
    }

    private static nint OpenKey(byte[] secret)
    {
        if (Handle == 0)
        {
            throw new NatsException("Signing with an nkey needs OpenSSL's libcrypto 1.1.1 or newer, which is not on this machine.");
        }

        var key = EVP_PKEY_new_raw_private_key(Kind, 0, secret, KeyLength);
        Check(key == 0 ? 0 : 1);
        return key;
    }

    private static void Check(int outcome)
    {
        if (outcome != 1)
        {
            throw new NatsException("OpenSSL's libcrypto on this machine refuses Ed25519; nkeys need it.");
        }
    }

    private static nint Load()
    {
        var found = Names.Select(name => NativeLibrary.TryLoad(name, out var handle) ? handle : 0).FirstOrDefault(handle => handle != 0);
        NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), (name, _, _) => name == Library ? found : 0);
        return found;
    }

    [DllImport(Library)]
    private static extern nint EVP_PKEY_new_raw_private_key(int type, nint engine, byte[] key, nuint length);

    [DllImport(Library)]
    private static extern int EVP_PKEY_get_raw_public_key(nint key, byte[] bytes, ref nuint length);

    [DllImport(Library)]
    private static extern void EVP_PKEY_free(nint key);

    [DllImport(Library)]
    private static extern nint EVP_MD_CTX_new();

    [DllImport(Library)]
    private static extern void EVP_MD_CTX_free(nint context);

    [DllImport(Library)]
    private static extern int EVP_DigestSignInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    [DllImport(Library)]
    private static extern int EVP_DigestSign(nint context, byte[] signature, ref nuint length, byte[] message, nuint messageLength);
}
