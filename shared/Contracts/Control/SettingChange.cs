namespace Pipeline.Contracts.Control;

/// <summary>One setting, before and after.</summary>
/// <param name="Key">Its path, such as Buyer:MaxPositions.</param>
/// <param name="Old">Its value before; null where the default held.</param>
/// <param name="New">Its value now; null where the default holds again.</param>
public sealed record SettingChange(string Key, string? Old, string? New);
