using System.Text.Json.Nodes;
using Xunit;

namespace Pipeline.Tests.TestKit.WholeSystem;

/// <summary>What a command said, and how it ended.</summary>
public sealed record CommandResult(string Command, int ExitCode, string Output, string Error)
{
    /// <summary>The lines of its output that are JSON objects.</summary>
    public IReadOnlyList<JsonNode> JsonLines =>
        [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!)];

    /// <summary>Fails, with all that was said, unless the command ended with this code.</summary>
    public CommandResult EndedWith(int code)
    {
        Assert.True(ExitCode == code, $"'{Command}' ended with {ExitCode}, not {code}.\nIt printed: {Output}\nIt complained: {Error}");
        return this;
    }

    /// <summary>Fails unless it complained in a single line that holds all of these.</summary>
    public void SaysInOneLine(params string[] parts)
    {
        Assert.Single(Error.Trim().Split('\n'));
        foreach (var part in parts)
            Assert.Contains(part, Error, StringComparison.Ordinal);
    }
}
