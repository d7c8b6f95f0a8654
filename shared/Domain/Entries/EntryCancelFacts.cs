namespace Pipeline.Domain.Entries;

/// <summary>What the question whether an entry must be canceled knows beside the streams.</summary>
/// <param name="HaltFilePresent">True while the halt file lies in the run folder.</param>
/// <param name="StartedAt">Machine time at which this process began to listen.</param>
/// <param name="VenueNow">Venue time.</param>
/// <param name="MachineNow">Machine time.</param>
/// <param name="Ending">Whether the process is asked to end, and who comes after it.</param>
public sealed record EntryCancelFacts(bool HaltFilePresent, DateTimeOffset StartedAt, DateTimeOffset VenueNow, DateTimeOffset MachineNow, BuyerEnding Ending = BuyerEnding.No);
