using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Values;
using Pipeline.Messaging;

namespace Pipeline.Tests.Unit.Contracts;

/// <summary>The reference of subjects, streams, messages and events, made from the contracts themselves.</summary>
internal static class MessageReference
{
    private static readonly Assembly Contracts = typeof(Message).Assembly;

    public static string Write()
    {
        var text = new StringBuilder();
        text.Append("""
            # Reference of the messages

            Made from this project by a test, which fails when it is stale: `PIPELINE_RENEW_REFERENCE=1 ./pipeline test` writes it anew.
            A body is JSON: names in camel case, enumerations as text in snake case, and what is null is left out. Decimal text is a number in a JSON string, so that no reader loses a digit.


            """.ReplaceLineEndings("\n"));
        Section(text, "Streams and subjects", "| subject | stream |", Subjects().Select(subject => $"| `{subject}` | {StreamOf(subject)} |"));
        text.Append("What has no stream is not stored. Stored messages of ENTRIES, ORDERS, LEDGER and CONTROL are republished under `").Append(Pipeline.Contracts.Subjects.BookPrefix).Append("`.\n\n");
        text.Append("## Messages\n\n");
        foreach (var type in Types(type => type.IsSubclassOf(typeof(Message))))
            Record(text, type, declaredOnly: true);
        text.Append("## What every message carries\n\n");
        Record(text, typeof(Message), declaredOnly: true);
        text.Append("## Other records\n\nUnstored messages, and the records that messages hold.\n\n");
        foreach (var type in Types(type => !type.IsSubclassOf(typeof(Message)) && type != typeof(Message) && IsRecord(type) && !IsOfCode(type)))
            Record(text, type, declaredOnly: true);
        text.Append("## Enumerations\n\n");
        foreach (var type in Types(type => type.IsEnum && type != typeof(MetricKind)))
            text.Append("- **").Append(type.Name).Append("**: ").AppendJoin(", ", Enum.GetNames(type).Select(Snake)).Append('\n');
        text.Append('\n');
        Section(text, "Events", "| type | told by | meaning |", EventCatalogue.All.Select(type => $"| `{type.Name}` | {TellersOf(type)} | {type.Meaning} |"));
        return text.ToString().TrimEnd() + "\n";
    }

    private static void Section(StringBuilder text, string title, string head, IEnumerable<string> rows)
    {
        text.Append("## ").Append(title).Append("\n\n").Append(head).Append('\n').Append('|').Insert(text.Length, " --- |", head.Count(character => character == '|') - 1).Append('\n');
        text.AppendJoin('\n', rows).Append("\n\n");
    }

    private static void Record(StringBuilder text, Type type, bool declaredOnly)
    {
        text.Append("### ").Append(type.Name).Append("\n\n");
        if (ContractSources.SummaryOf(type.Name) is { } summary)
            text.Append(summary).Append("\n\n");
        var fields = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | (declaredOnly ? BindingFlags.DeclaredOnly : 0)).Where(property => property.SetMethod is not null).ToList();
        if (fields.Count == 0)
            return;
        text.Append("| field | type | |\n| --- | --- | --- |\n");
        foreach (var field in fields)
            text.Append(CultureInfo.InvariantCulture, $"| `{JsonNamingPolicy.CamelCase.ConvertName(field.Name)}` | {NameOf(field)} | {ContractSources.SummaryOf(type.Name, field.Name)?.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        text.Append('\n');
    }

    private static string NameOf(PropertyInfo field)
    {
        var isOptional = Nullable.GetUnderlyingType(field.PropertyType) is not null || new NullabilityInfoContext().Create(field).ReadState == NullabilityState.Nullable;
        return NameOf(field.PropertyType) + (isOptional ? ", or none" : "");
    }

    private static string NameOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var text when text == typeof(string) => "text",
        var symbol when symbol == typeof(Symbol) => "text, a symbol",
        var number when number == typeof(decimal) => "number",
        var value when value.Namespace == typeof(Money).Namespace => $"decimal text ({value.Name.ToLowerInvariant()})",
        var time when time == typeof(DateTimeOffset) => "time, ISO 8601",
        var day when day == typeof(DateOnly) => "day, ISO 8601",
        var yes when yes == typeof(bool) => "true or false",
        var bytes when bytes == typeof(byte[]) => "base64",
        var integer when integer.IsPrimitive => integer == typeof(double) ? "number" : "integer",
        var table when table.IsGenericType && table.Name.Contains("Dictionary", StringComparison.Ordinal) => $"object of {NameOf(table.GetGenericArguments()[1])}",
        var list when list.IsGenericType && typeof(IEnumerable).IsAssignableFrom(list) => $"list of {NameOf(list.GetGenericArguments()[0])}",
        var list when list.IsArray => $"list of {NameOf(list.GetElementType()!)}",
        var other => other.Name,
    };

    private static IEnumerable<string> Subjects()
    {
        var members = typeof(Subjects).GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly);
        var named = members.OfType<FieldInfo>().Where(field => field.Name != nameof(Pipeline.Contracts.Subjects.BookPrefix)).Select(field => (string)field.GetRawConstantValue()!);
        return members.OfType<MethodInfo>().Select(Of).Concat(named).Append(Pipeline.Contracts.Subjects.Flatten(null)).Order(StringComparer.Ordinal);
    }

    // Called with words that stand for what is given.
    private static string Of(MethodInfo method)
    {
        var (given, day) = (new Symbol("QQQQQ"), new DateOnly(1999, 9, 9));
        var arguments = method.GetParameters().Select(parameter => parameter.ParameterType switch
        {
            var text when text == typeof(string) => $"<{parameter.Name}>",
            var date when date == typeof(DateOnly) => day,
            _ => (object)given,
        });
        return ((string)method.Invoke(null, [.. arguments])!).Replace(given.Token, "<symbol>", StringComparison.Ordinal).Replace("1999-09-09", "<day>", StringComparison.Ordinal);
    }

    private static string StreamOf(string subject)
    {
        try
        {
            return Topology.StreamOf(subject);
        }
        catch (ArgumentException)
        {
            return "-";
        }
    }

    private static IEnumerable<Type> Types(Func<Type, bool> wanted) =>
        Contracts.GetExportedTypes().Where(type => !type.IsNested && type.Namespace != typeof(Money).Namespace && wanted(type)).OrderBy(type => type.Name, StringComparer.Ordinal);

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    // Records by which the code speaks of contracts; no message holds them.
    private static bool IsOfCode(Type type) => type == typeof(EventType) || type == typeof(Notice) || type == typeof(Metric);

    private static string Snake(string name) => $"`{JsonNamingPolicy.SnakeCaseLower.ConvertName(name)}`";

    private static string TellersOf(EventType type) => type.Tellers.Count == Processes.Stages.Count + 1 ? "all" : type.Tellers.SequenceEqual(Processes.Stages) ? "stages" : string.Join(", ", type.Tellers);
}
