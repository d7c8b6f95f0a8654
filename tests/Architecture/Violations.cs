namespace Pipeline.Tests.Architecture;

/// <summary>Fails with every violation in full, one a line.</summary>
internal static class Violations
{
    /// <summary>Passes when there are none.</summary>
    public static void None(IEnumerable<string> found)
    {
        var all = found.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }
}
