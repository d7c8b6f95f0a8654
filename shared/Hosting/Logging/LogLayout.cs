using System.Globalization;
using Microsoft.Extensions.Logging;
using Pipeline.Messaging;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace Pipeline.Hosting.Logging;

/// <summary>How what was logged is written: JSON for the file, words for a person; both without secrets.</summary>
/// <param name="process">Who logs.</param>
/// <param name="json">A JSON object a line; else words.</param>
internal sealed class LogLayout(string process, bool json) : ITextFormatter
{
    // Texts and names as they are, not in quotation marks.
    private static readonly MessageTemplateTextFormatter Words = new("{Message:l}", CultureInfo.InvariantCulture);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        var line = LineOf(logEvent);
        output.WriteLine(json ? line.ToJson() : HumanForm.Of(line, withProcess: false));
    }

    private LogLine LineOf(LogEvent logged) => new()
    {
        Time = logged.Timestamp.ToUniversalTime(),
        Level = (LogLevel)logged.Level,
        Process = process,
        Message = Redaction.Of(WordsOf(logged)),
        Event = logged.Properties.GetValueOrDefault("EventId") is StructureValue id ? id.Properties.FirstOrDefault(part => part.Name == "Id")?.Value is ScalarValue { Value: int number } ? number : null : null,
        Source = logged.Properties.GetValueOrDefault("SourceContext") is ScalarValue { Value: string source } ? source : null,
        Exception = logged.Exception is { } fault ? Redaction.Of(fault.ToString()) : null,
    };

    private static string WordsOf(LogEvent logged)
    {
        using var words = new StringWriter(CultureInfo.InvariantCulture);
        Words.Format(logged, words);
        return words.ToString();
    }
}
