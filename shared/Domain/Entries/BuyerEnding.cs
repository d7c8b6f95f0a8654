namespace Pipeline.Domain.Entries;

/// <summary>Whether the buyer is asked to end, and who comes after it.</summary>
public enum BuyerEnding
{
    /// <summary>It goes on.</summary>
    No,

    /// <summary>Another one is started in its place.</summary>
    Replaced,

    /// <summary>The whole pipeline ends: nobody is there to see a fill.</summary>
    WithAll,
}
