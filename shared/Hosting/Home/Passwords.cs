using System.Security.Cryptography;
using Pipeline.Messaging;

namespace Pipeline.Hosting.Home;

/// <summary>The password of each NATS user of a home: made once, one owner-only file each, never in arguments or the environment.</summary>
public static class Passwords
{
    public static string Read(PipelineHome home, string user)
    {
        var path = PathOf(home, user);
        try
        {
            var password = File.ReadAllText(path).Trim();
            Redaction.Remember(password);
            return password;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PipelineException(
                ExitCodes.Unavailable,
                $"No NATS password for '{user}' in {home.Run}: this home has not been started yet. Run ./pipeline start --profile {home.Profile} first.",
                missing);
        }
    }

    public static string ReadOrCreate(PipelineHome home, string user)
    {
        var path = PathOf(home, user);
        if (File.Exists(path))
            return Read(home, user);
        PipelineHome.CreateOwnerOnly(Path.GetDirectoryName(path)!);
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        Redaction.Remember(password);
        OwnerOnlyFile.WriteAllText(path, password);
        return password;
    }

    private static string PathOf(PipelineHome home, string user) => Path.Combine(home.Run, "users", user);
}
