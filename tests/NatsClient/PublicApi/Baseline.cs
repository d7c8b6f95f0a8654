using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.PublicApi;

/// <summary>A line of shared/Nats/PublicApi.txt.</summary>
/// <param name="Mark">'=' where the twin reads the same, '~' where it differs.</param>
/// <param name="Text">Our type or member; members are indented.</param>
/// <param name="Twin">A type's: the twin's file in nats-io/nats.net. After '~': how the twin differs.</param>
internal sealed record BaselineLine(char Mark, string Text, string Twin)
{
    public const string Separator = " | ";

    public bool IsType => !Text.StartsWith(' ');

    /// <summary>The file's lines, without its comments.</summary>
    public static IReadOnlyList<BaselineLine> ReadAll() =>
        [.. File.ReadLines(RepositoryRoot.Path("shared", "Nats", "PublicApi.txt")).Where(line => line.Length > 0 && line[0] != '#').Select(Parse)];

    private static BaselineLine Parse(string line)
    {
        var parts = line[1..].Split(Separator, 2);
        return new BaselineLine(line[0], parts[0][1..], parts.ElementAtOrDefault(1) ?? "");
    }
}
