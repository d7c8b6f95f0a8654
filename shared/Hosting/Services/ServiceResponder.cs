using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Metrics;
using Pipeline.Messaging;

namespace Pipeline.Hosting.Services;

/// <summary>Answers NATS's own service protocol, so that <c>nats micro ls</c>, <c>info</c> and <c>stats</c> know every process; and <c>svc.&lt;process&gt;.status</c>, its heartbeat on request.</summary>
/// <remarks>Protocol: github.com/nats-io/nats-architecture-and-design, ADR-32. Whoever asks, asks as the viewer: answers go to the viewer's inbox alone, and the server lets no process write to another's.</remarks>
/// <param name="process">A name of <see cref="Processes"/>; also the service's.</param>
/// <param name="heartbeat">How the process is now.</param>
/// <param name="figures">What it has measured.</param>
public sealed class ServiceResponder(string process, PipelineConnection connection, Func<Heartbeat> heartbeat, Func<IReadOnlyList<MetricPoint>> figures, TimeProvider machine, ILogger logger)
{
    private const string Queue = "q";
    private static readonly string Version = typeof(ServiceResponder).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";
    private static readonly string Inbox = $"{NatsUsers.InboxPrefix(NatsUsers.Viewer)}.";

    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly DateTimeOffset _started = machine.GetUtcNow();
    private long _requests;
    private long _errors;
    private long _nanoseconds;
    private volatile string _lastError = "";

    /// <summary>Answers until cancelled.</summary>
    /// <exception cref="NatsException">The subscription was refused.</exception>
    public Task RunAsync(CancellationToken stopping) => Task.WhenAll(
        ListenAsync("$SRV.*", null, Control, stopping),
        ListenAsync($"$SRV.*.{process}", null, Control, stopping),
        ListenAsync($"$SRV.*.{process}.{_id}", null, Control, stopping),
        ListenAsync(Subjects.Status(process), Queue, _ => Status(), stopping));

    private async Task ListenAsync(string subject, string? queue, Func<string, byte[]?> answer, CancellationToken stopping)
    {
        await foreach (var message in connection.Nats.SubscribeAsync<byte[]>(subject, queue, cancellationToken: stopping))
        {
            if (message.ReplyTo?.StartsWith(Inbox, StringComparison.Ordinal) != true)
                continue;
            try
            {
                if (answer(message.Subject) is { } said)
                    await connection.Nats.PublishAsync(message.ReplyTo, said, cancellationToken: stopping);
            }
            catch (Exception fault) when (fault is NatsException or JsonException or InvalidOperationException)
            {
                // One question that is not answered must not leave the next unanswered.
                Interlocked.Increment(ref _errors);
                _lastError = fault.Message;
                HostingLog.RequestNotAnswered(logger, message.Subject, fault.Message);
            }
        }
    }

    private byte[] Status()
    {
        var began = Stopwatch.GetTimestamp();
        var said = ContractsJson.Write(heartbeat());
        Interlocked.Increment(ref _requests);
        Interlocked.Add(ref _nanoseconds, (long)Stopwatch.GetElapsedTime(began).TotalNanoseconds);
        return said;
    }

    private byte[]? Control(string subject)
    {
        var word = subject.Split('.')[1] switch
        {
            "PING" => Word("ping"),
            "INFO" => Word("info") with { Description = $"Pipeline: the {process}", Endpoints = [Endpoint()] },
            "STATS" => Word("stats") with { Started = _started, Endpoints = [WithFigures(Endpoint())] },
            _ => null,
        };
        return word is null ? null : JsonSerializer.SerializeToUtf8Bytes(word, ServiceJson.Default.ServiceWord);
    }

    private ServiceWord Word(string kind)
    {
        var now = heartbeat();
        return new ServiceWord
        {
            Type = $"io.nats.micro.v1.{kind}_response",
            Name = process,
            Id = _id,
            Version = Version,
            Metadata = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["pid"] = $"{now.Pid}",
                ["state"] = now.State.ToString().ToLowerInvariant(),
                ["startedBy"] = now.StartedBy,
            },
        };
    }

    private ServiceEndpoint Endpoint() => new() { Name = "status", Subject = Subjects.Status(process), QueueGroup = Queue, Metadata = new SortedDictionary<string, string>() };

    private ServiceEndpoint WithFigures(ServiceEndpoint endpoint)
    {
        var (requests, nanoseconds) = (Interlocked.Read(ref _requests), Interlocked.Read(ref _nanoseconds));
        return endpoint with
        {
            Metadata = null,
            NumRequests = requests,
            NumErrors = Interlocked.Read(ref _errors),
            LastError = _lastError,
            ProcessingTime = nanoseconds,
            AverageProcessingTime = requests == 0 ? 0 : nanoseconds / requests,
            Data = new ServiceData(figures()),
        };
    }
}
