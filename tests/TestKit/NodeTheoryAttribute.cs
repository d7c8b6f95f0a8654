using Xunit;

namespace Pipeline.Tests.TestKit;

/// <inheritdoc cref="NodeFactAttribute"/>
public sealed class NodeTheoryAttribute : TheoryAttribute
{
    /// <inheritdoc cref="NodeFactAttribute(int)"/>
    public NodeTheoryAttribute(int minimumMajor = 18) => Skip = Node.SkipReason(minimumMajor);
}
