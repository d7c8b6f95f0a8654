namespace Pipeline.Simulator.Faults;

/// <summary>Where a wording fault happens.</summary>
public enum WordingPlace
{
    Reply,
    Stream,
    Both,
}
