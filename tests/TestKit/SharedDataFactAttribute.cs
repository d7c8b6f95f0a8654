using Xunit;

namespace Pipeline.Tests.TestKit;

/// <summary>A fact on the recorded bars of <see cref="SharedData"/>: skipped, with the reason, where they are missing.</summary>
public sealed class SharedDataFactAttribute : FactAttribute
{
    /// <summary>Looks for the data when the test is discovered.</summary>
    public SharedDataFactAttribute() => Skip = SharedData.SkipReason;
}
