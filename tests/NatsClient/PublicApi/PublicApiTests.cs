using NATS.Client.Core;

namespace Pipeline.Tests.NatsClient.PublicApi;

/// <summary>
/// shared/Nats/PublicApi.txt says of every public member which member of NATS.Net 3.1.0 it stands for. These tests keep it complete.
/// </summary>
public sealed class PublicApiTests
{
    private static readonly IReadOnlyList<BaselineLine> Written = BaselineLine.ReadAll();

    [Fact]
    public void The_baseline_lists_every_public_member_in_its_one_spelling()
    {
        var shown = PublicSurface.TypesOf(typeof(NatsConnection).Assembly)
            .SelectMany(type => PublicSurface.MembersOf(type).Select(member => $"  {member.Line}").Prepend(PublicSurface.LineOf(type)))
            .ToArray();
        var written = Written.Select(line => line.Text).ToArray();

        Assert.True(shown.SequenceEqual(written), $"""
            The public surface and shared/Nats/PublicApi.txt differ. Each line there names the twin in NATS.Net 3.1.0; what has none must not be public.
            Shown and not written:
            {string.Join('\n', Difference(shown, written))}
            Written and not shown:
            {string.Join('\n', Difference(written, shown))}
            """);
    }

    [Fact]
    public void Every_line_names_its_twin()
    {
        Assert.All(Written, line => Assert.Contains(line.Mark, "=~"));
        Assert.All(Written.Where(line => line.IsType), line => Assert.Matches(@"^src/NATS\.Client\.(Core|JetStream|Abstractions)/[\w/.]+\.cs( |$)", line.Twin));
        Assert.All(Written.Where(line => !line.IsType), line => Assert.Equal(line.Mark == '~', line.Twin.Length > 0));
    }

    // Many types have members that read alike, so a line is told with the type it stands below.
    private static IEnumerable<string> Difference(IEnumerable<string> these, IEnumerable<string> those)
    {
        var known = WithType(those).ToHashSet();
        return WithType(these).Where(line => !known.Contains(line));
    }

    private static IEnumerable<string> WithType(IEnumerable<string> lines)
    {
        var type = "";
        foreach (var line in lines)
        {
            type = line.StartsWith(' ') ? type : line;
            yield return line.StartsWith(' ') ? $"{type}\n{line}" : line;
        }
    }
}
