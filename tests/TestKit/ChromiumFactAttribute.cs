using Xunit;

namespace Pipeline.Tests.TestKit;

/// <summary>A fact that needs a browser: skipped, with the reason, where Chromium (or Node.js, if it is needed as well) is missing.</summary>
public sealed class ChromiumFactAttribute : FactAttribute
{
    /// <summary>Where Debian's package puts it.</summary>
    public const string Executable = "/usr/bin/chromium";

    /// <summary>Looks for the browser when the test is discovered.</summary>
    /// <param name="needsNode">Whether packages from npm are used as well.</param>
    public ChromiumFactAttribute(bool needsNode = false) =>
        Skip = !File.Exists(Executable) ? $"{Executable} is missing; apt-get install chromium" : needsNode ? Node.SkipReason(18) : null;
}
