using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Pipeline.Tests.TestKit;

/// <summary>The Node.js of this machine, and the foreign clients that the tests run on it.</summary>
public static class Node
{
    private static readonly TimeSpan InstallDeadline = TimeSpan.FromMinutes(3);
    private static readonly Lazy<int> Major = new(FindMajor);
    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    /// <summary>Whether this machine has one that every peer here runs on.</summary>
    public static bool IsThere => SkipReason(18) is null;

    /// <summary>The folder that holds the scripts beside the packages they import; installs the packages at its first use.</summary>
    /// <exception cref="InvalidOperationException">The packages could not be installed; the message holds what npm said.</exception>
    public static Task<string> PeersAsync() => Installed.Value;

    internal static string? SkipReason(int minimumMajor) => Major.Value switch
    {
        0 => "Node.js or npm is missing; apt-get install nodejs npm",
        var major when major < minimumMajor => $"Node.js {major} is installed and this client needs {minimumMajor} or newer",
        _ => null,
    };

    private static int FindMajor()
    {
        var version = Answer("node") ?? "";
        var digits = version.TrimStart('v').Split('.')[0];
        return Answer("npm") is not null && int.TryParse(digits, CultureInfo.InvariantCulture, out var major) ? major : 0;
    }

    private static string? Answer(string program)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, "--version") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? text.Trim() : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Below artifacts, where nothing is committed; a marker says that an installation of the same lock file was finished.</summary>
    private static async Task<string> InstallAsync()
    {
        var source = RepositoryRoot.Path("tests", "Integration", "Peers");
        var target = RepositoryRoot.Path("artifacts", "peers");
        Directory.CreateDirectory(target);
        await using var alone = await LockAsync(Path.Combine(target, ".lock")).ConfigureAwait(false);
        foreach (var file in Directory.EnumerateFiles(source))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
        }

        var wanted = await File.ReadAllTextAsync(Path.Combine(source, "package-lock.json")).ConfigureAwait(false);
        var marker = Path.Combine(target, ".installed");
        if (!File.Exists(marker) || await File.ReadAllTextAsync(marker).ConfigureAwait(false) != wanted)
        {
            await NpmAsync(target).ConfigureAwait(false);
            await File.WriteAllTextAsync(marker, wanted).ConfigureAwait(false);
        }

        return target;
    }

    /// <summary>Two test processes may want the packages at once.</summary>
    private static async Task<FileStream> LockAsync(string path)
    {
        FileStream? taken = null;
        await Eventually.Holds(
            "the packages of the peers to be free",
            () =>
            {
                try
                {
                    taken = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                    return true;
                }
                catch (IOException)
                {
                    return false;
                }
            },
            InstallDeadline).ConfigureAwait(false);
        return taken!;
    }

    private static async Task NpmAsync(string folder)
    {
        var start = new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().InTime("npm ci", InstallDeadline).ConfigureAwait(false);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm ci ended with {process.ExitCode}:\n{await output.ConfigureAwait(false)}{await error.ConfigureAwait(false)}");
        }
    }
}
