using System.Globalization;
using System.Text.Json;

namespace Pipeline.Hosting.Configuration;

/// <summary>Where a file is not the JSON it should be, as a person counts: the first line is line 1.</summary>
internal static class JsonFault
{
    private const string Places = " Path:";
    private const string Lines = " LineNumber:";

    /// <summary>Goes behind the file's name: ", line 3: ...".</summary>
    public static string Of(JsonException malformed)
    {
        var words = malformed.Message;
        foreach (var place in (string[])[Places, Lines])
            words = words.IndexOf(place, StringComparison.Ordinal) is var at and >= 0 ? words[..at] : words;
        return string.Create(CultureInfo.InvariantCulture, $", line {(malformed.LineNumber ?? 0) + 1}, is not the JSON that belongs there: {words.TrimEnd().TrimEnd('|').TrimEnd()}");
    }
}
