using Xunit;

namespace Pipeline.Tests.TestKit;

/// <summary>A fact that needs a foreign client in Node.js: skipped, with the reason, where Node is missing or too old.</summary>
public sealed class NodeFactAttribute : FactAttribute
{
    /// <summary>Looks for Node when the test is discovered.</summary>
    /// <param name="minimumMajor">The oldest major version that the client supports; 18 is what Debian 12 ships.</param>
    public NodeFactAttribute(int minimumMajor = 18) => Skip = Node.SkipReason(minimumMajor);
}
