namespace Pipeline.Simulator.Wire;

/// <summary>What the start of a buffer holds.</summary>
public enum DocumentState
{
    /// <summary>A whole document.</summary>
    Complete,

    /// <summary>The beginning of one; the rest may follow.</summary>
    Incomplete,

    /// <summary>Nothing that could become one.</summary>
    Invalid,
}
