using System.Net;
using System.Text.RegularExpressions;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Contracts;

/// <summary>What the sources of the contracts say of their types, in one line.</summary>
internal static partial class ContractSources
{
    private static readonly Lazy<Dictionary<string, string>> Files = new(() =>
        Directory.EnumerateFiles(RepositoryRoot.Path("shared", "Contracts"), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .ToDictionary(file => file, file => File.ReadAllText(file).ReplaceLineEndings("\n"), StringComparer.Ordinal));

    /// <summary>A type's summary; null where it has none.</summary>
    public static string? SummaryOf(string type) => Documented($@"(?:record|struct|enum|class) {type}\b");

    /// <summary>A field's summary, or its parameter's; null where it has none.</summary>
    public static string? SummaryOf(string type, string field)
    {
        if (Files.Value.Values.FirstOrDefault(text => Regex.IsMatch(text, $@"record (?:struct )?{type}\b")) is not { } source)
            return null;
        if (Regex.Match(source, $"""<param name="{field}">(.*?)</param>""") is { Success: true } parameter)
            return Plain(parameter.Groups[1].Value);
        return Regex.Match(source[Regex.Match(source, $@"record (?:struct )?{type}\b").Index..], $@"/// <summary>([^\n]*)</summary>\n(?:    ///[^\n]*\n)*(?:    \[[^\n]*\n)*    public (?:required )?[\w?<>, \[\]]+ {field} \{{") is { Success: true } found
            ? Plain(found.Groups[1].Value)
            : null;
    }

    private static string? Documented(string declaration) => Files.Value.Values
        .Select(text => Regex.Match(text, $@"/// <summary>([^\n]*)</summary>\n(?:///[^\n]*\n)*(?:\[[^\n]*\n)*public [\w ]*{declaration}"))
        .Where(match => match.Success)
        .Select(match => Plain(match.Groups[1].Value))
        .FirstOrDefault();

    private static string Plain(string text) => WebUtility.HtmlDecode(Tag().Replace(Code().Replace(text, "`$1`"), match => match.Groups[1].Value.Split('.')[^1]));

    [GeneratedRegex("<c>(.*?)</c>")]
    private static partial Regex Code();

    [GeneratedRegex("<(?:see|paramref) (?:cref|name)=\"([^\"]*)\"\\s*/>")]
    private static partial Regex Tag();
}
