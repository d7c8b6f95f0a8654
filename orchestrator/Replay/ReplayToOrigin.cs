using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Output;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Replay;

/// <summary>Publishes dead letters again, each as a new message that names the one it retries; the same retry is stored once.</summary>
public static class ReplayToOrigin
{
    public static async Task<int> RunAsync(PipelineHome home, string stream, IAsyncEnumerable<RawMessage> messages, TimeProvider machine, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (stream != Streams.DeadLetters)
            throw new PipelineException(ExitCodes.Refused, $"Only {Streams.DeadLetters} goes back to its origin: a message of {stream} has had its effect, and must not have it twice.");
        await using var connection = await NatsClient.ConnectAsync(home, NatsUsers.Replay, cancellationToken);
        var publisher = new MessagePublisher(connection, new StoredMessages(connection), machine, NullLogger<MessagePublisher>.Instance);
        var (count, reading) = (0, new ListReading());
        await foreach (var message in messages.WithCancellation(cancellationToken))
        {
            if (reading.Read<DeadLetter>(message.Stream, message.Sequence, message.Subject, message.Data.Span) is not { } letter)
                continue;
            var retryOf = string.Create(CultureInfo.InvariantCulture, $"{message.Stream}:{message.Sequence}");
            if (!letter.Subject.StartsWith("signal.", StringComparison.Ordinal))
            {
                // A book has one writer, and its messages stay where they are: a build that can read them reads them at its next start.
                Console.WriteLine($"{retryOf} stays: {letter.Subject} is a book's message, read again by itself at each start");
                continue;
            }

            var headers = letter.Headers.Where(header => header.Key != MessageHeaders.MessageId).ToDictionary(header => header.Key, header => header.Value, StringComparer.Ordinal);
            headers[MessageHeaders.RetryOf] = retryOf;
            var expectation = PublishExpectation.Once($"retry-{retryOf}") with { Patience = TimeSpan.FromSeconds(5) };
            var result = await publisher.PublishBytesAsync(letter.Subject, letter.Data, headers, expectation, cancellationToken);
            Console.WriteLine(result switch
            {
                PublishResult.Stored { Duplicate: true } stored => $"{retryOf} was retried before: {letter.Subject}, sequence {stored.Sequence}",
                PublishResult.Stored stored => $"{retryOf} is back on {letter.Subject}, sequence {stored.Sequence}",
                _ => $"{retryOf} could not be published on {letter.Subject}: {result}",
            });
            if (result is not PublishResult.Stored)
                return ExitCodes.Failed;
            count++;
        }

        await Console.Error.WriteLineAsync($"{count} dead letters");
        return reading.ExitCode;
    }
}
