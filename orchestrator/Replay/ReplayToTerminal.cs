using System.Globalization;
using System.Text;
using Pipeline.Hosting;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Replay;

/// <summary>Prints stored messages: a line each, aligned for a person or JSON for a script.</summary>
public static class ReplayToTerminal
{
    private const int BodyShown = 160;

    public static async Task<int> RunAsync(IAsyncEnumerable<RawMessage> messages, bool json, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var count = 0;
        await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = false };
        if (!json)
            await output.WriteLineAsync($"{"sequence",10}  {"stored at",-24}  {"subject",-40}  data");
        await foreach (var message in messages.WithCancellation(cancellationToken))
        {
            count++;
            await output.WriteLineAsync(json ? RecordedLines.Write(message) : Line(message));
            await output.FlushAsync(cancellationToken);
        }

        if (!json)
            await Console.Error.WriteLineAsync($"{count} messages");
        return ExitCodes.Done;
    }

    private static string Line(RawMessage message)
    {
        var body = Encoding.UTF8.GetString(message.Data.Span);
        var shown = body.Length > BodyShown ? $"{body[..BodyShown]}…" : body;
        return string.Create(CultureInfo.InvariantCulture, $"{message.Sequence,10}  {message.Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fff'Z'}  {message.Subject,-40}  {shown}");
    }
}
