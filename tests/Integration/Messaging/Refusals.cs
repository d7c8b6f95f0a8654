using System.Collections.Concurrent;
using NATS.Client.Core;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Messaging;

/// <summary>A connection and all that the server has refused it.</summary>
internal sealed class Refusals : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _complaints = new();

    private Refusals(PipelineConnection connection)
    {
        Connection = connection;
        connection.Nats.ServerError += Hear;
    }

    public PipelineConnection Connection { get; }

    public static async Task<Refusals> OfAsync(MessagingServer server, string user) => new(await server.ConnectAsync(user));

    /// <summary>Which of the subjects it was refused to publish to or to subscribe to.</summary>
    /// <param name="deed">The server's word for it.</param>
    public async Task<List<string>> AmongAsync(string deed, IEnumerable<string> subjects)
    {
        // Complaints come in the order of what they are about: once the last one is here, all are.
        await Connection.Nats.PublishAsync("the.last.one");
        await Eventually.Holds("the last refusal", () => _complaints.Any(complaint => complaint.Contains("\"the.last.one\"", StringComparison.Ordinal)));
        return [.. subjects.Where(subject => _complaints.Any(complaint => complaint.Contains($"for {deed} to \"{subject}\"", StringComparison.Ordinal)))];
    }

    public ValueTask DisposeAsync()
    {
        Connection.Nats.ServerError -= Hear;
        return ValueTask.CompletedTask;
    }

    private ValueTask Hear(object? sender, NatsServerErrorEventArgs complaint)
    {
        _complaints.Enqueue(complaint.Error);
        return ValueTask.CompletedTask;
    }
}
