using System.Globalization;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Pipeline.Contracts;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Doctor;

/// <summary>The streams of a home that runs: all there, ours, not nearly full; and nobody far behind.</summary>
public static class StreamChecks
{
    private const double NearlyFull = 0.9;
    private const ulong FarBehind = 100;
    private const int OftenRepeated = 10;

    public static async Task<IReadOnlyList<DoctorLine>> LookAsync(PipelineHome home, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(home);
        if (new ChildLauncher(home).FindRunning(Processes.NatsServer) is null)
            return [DoctorLine.Ok("streams", "nats-server does not run now")];
        await using var connection = await NatsClient.ConnectAsync(home, Processes.Orchestrator, cancellationToken);
        var mark = StoreMark.Read(home);
        var found = new List<StreamInfo>();
        await foreach (var stream in connection.JetStream.ListStreamsAsync(cancellationToken: cancellationToken))
            found.Add(stream.Info);
        return
        [
            .. Missing(found), .. found.Where(stream => Streams.All.Contains(stream.Config.Name)).SelectMany(stream => Odd(stream, mark)),
            DoctorLine.Ok("streams", string.Create(CultureInfo.InvariantCulture, $"{found.Count} streams, {found.Sum(stream => (double)stream.State.Messages):0} messages, {found.Sum(stream => (double)stream.State.Bytes) / 1024 / 1024:0.0} MB")),
            .. await DurablesAsync(connection, cancellationToken),
        ];
    }

    private static IEnumerable<DoctorLine> Missing(List<StreamInfo> found)
    {
        var missing = Streams.All.Except(found.Select(stream => stream.Config.Name!)).ToList();
        if (missing.Count > 0)
            yield return DoctorLine.Problem("streams", $"{string.Join(", ", missing)} missing", "./pipeline status says what was lost; the orchestrator makes a new store and halts.");
    }

    private static IEnumerable<DoctorLine> Odd(StreamInfo stream, StoreMark? mark)
    {
        var name = stream.Config.Name!;
        var id = stream.Config.Metadata is { } metadata && metadata.TryGetValue(Topology.StoreIdKey, out var written) ? written : null;
        if (mark is not null && id != mark.StoreId)
            yield return DoctorLine.Problem("streams", $"{name} belongs to store {id ?? "(unnamed)"}, this home to {mark.StoreId}", "./pipeline status says what becomes of it; compare positions with the account before you resume.");
        // A book refuses the new when it is full; the others forget the old, as they should.
        if (stream.Config is { MaxBytes: > 0, Discard: StreamConfigDiscard.New } && stream.State.Bytes > NearlyFull * stream.Config.MaxBytes)
            yield return DoctorLine.Warning("streams", $"{name} is nearly full", "Raise its limit before nothing more can be stored.");
    }

    private static async Task<IReadOnlyList<DoctorLine>> DurablesAsync(PipelineConnection connection, CancellationToken cancellationToken)
    {
        var lines = new List<DoctorLine>();
        foreach (var (stream, definition) in Topology.Durables)
        {
            try
            {
                lines.Add(Lag((await connection.JetStream.GetConsumerAsync(stream, definition.Name!, cancellationToken)).Info));
            }
            catch (NatsJSApiException gone)
            {
                lines.Add(DoctorLine.Problem("consumers", $"{definition.Name} of {stream}: {gone.Message}", "./pipeline restart nats-server: the orchestrator then makes it anew."));
            }
        }

        return lines;
    }

    private static DoctorLine Lag(ConsumerInfo consumer)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{consumer.Name} has {consumer.NumPending} waiting, {consumer.NumAckPending} in hand, {consumer.NumRedelivered} delivered again");
        if (consumer.NumPending > FarBehind)
            return DoctorLine.Problem("consumers", text, $"It does not keep up: ./pipeline status and ./pipeline logs {consumer.Name} say why.");
        return consumer.NumRedelivered > OftenRepeated
            ? DoctorLine.Warning("consumers", text, $"It could not finish them: ./pipeline logs {consumer.Name} --level warning says why.")
            : DoctorLine.Ok("consumers", text);
    }
}
