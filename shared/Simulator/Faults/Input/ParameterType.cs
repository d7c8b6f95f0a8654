namespace Pipeline.Simulator.Faults.Input;

/// <summary>What a fault's parameter may be in JSON.</summary>
public enum ParameterType
{
    /// <summary>A number, or a text that is one.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Whole,
    Text,
    Flag,

    /// <summary>An ISO 8601 time with an offset.</summary>
    Time,

    /// <summary>One of some texts.</summary>
    Choice,
}
