namespace Pipeline.Scanner;

/// <summary>A reading of the bars that the stream missed.</summary>
/// <param name="Connection">Which connection it was asked for: a later one has a later gap.</param>
/// <param name="Since">Venue time of the first minute wanted.</param>
public sealed record GapRequest(int Connection, DateTimeOffset Since);
