using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Pipeline.Tests.EndToEnd.WholeSystem.LongestFirst", "Pipeline.Tests.EndToEnd")]

namespace Pipeline.Tests.EndToEnd.WholeSystem;

/// <summary>The whole systems take the longest and are begun first, so that nobody waits for them alone in the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => collection.DisplayName == WholeSystemCollection.Name ? 0 : collection.DisplayName.Contains(".Dashboard.", StringComparison.Ordinal) ? 1 : 2).ThenBy(collection => collection.DisplayName, StringComparer.Ordinal);
}
