using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Contracts;

public sealed class MessageReferenceTests
{
    private const string Renew = "PIPELINE_RENEW_REFERENCE";
    private static readonly string File = RepositoryRoot.Path("shared", "Contracts", "REFERENCE.md");

    [Fact]
    public void The_reference_says_what_the_contracts_say()
    {
        var made = MessageReference.Write();
        if (Environment.GetEnvironmentVariable(Renew) == "1")
            System.IO.File.WriteAllText(File, made);

        var found = System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File).ReplaceLineEndings("\n") : "";
        if (found != made)
            Assert.Fail($"{File} is stale. Set {Renew}=1 and run this test again to write it anew. {FirstDifference(found, made)}");
    }

    [Fact]
    public void Every_message_stream_and_event_is_in_the_reference()
    {
        var made = MessageReference.Write();
        Assert.All(typeof(Message).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Message))), type => Assert.Contains($"### {type.Name}\n", made, StringComparison.Ordinal));
        Assert.All(Streams.All, stream => Assert.Contains($"| {stream} |", made, StringComparison.Ordinal));
        Assert.All(EventCatalogue.All, type => Assert.Contains($"| `{type.Name}` |", made, StringComparison.Ordinal));
    }

    private static string FirstDifference(string found, string made)
    {
        var (before, after) = (found.Split('\n'), made.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(before.Length, after.Length)).First(line => before.ElementAtOrDefault(line) != after.ElementAtOrDefault(line));
        return $"Line {line + 1} is '{before.ElementAtOrDefault(line)}' and should be '{after.ElementAtOrDefault(line)}'.";
    }
}
