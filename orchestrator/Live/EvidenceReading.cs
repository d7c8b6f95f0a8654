using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Ledger;
using Pipeline.Domain.Risk;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Live;

/// <summary>Judges what a running paper profile has stored; changes nothing of it.</summary>
public static class EvidenceReading
{
    private const string PaperHost = "paper-api.alpaca.markets";

    /// <summary>The verdict on every closed trade whose story is still kept.</summary>
    /// <exception cref="PipelineException">Exit code 77 where the profile does not trade at Alpaca's paper accounts, 3 or 69 where its nats-server does not run.</exception>
    public static async Task<IReadOnlyList<TradeVerdict>> JudgeAsync(PipelineHome paper, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(paper);
        RequirePaperVenue(paper);
        await using var connection = await NatsClient.ConnectAsync(paper, NatsUsers.Viewer, cancellationToken);
        var reader = new OrderedReader(connection);
        var events = await ReadAsync<PipelineEvent>(reader, Streams.Events, [], cancellationToken);
        var trades = await ReadAsync<Trade>(reader, Streams.Ledger, ["trade.>"], cancellationToken);
        return PaperEvidence.Judge(trades, events);
    }

    /// <summary>What is written down of the verdicts.</summary>
    public static Evidence Summed(IReadOnlyList<TradeVerdict> verdicts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        return new Evidence
        {
            CleanTrades = verdicts.Count(verdict => verdict.Stain is null),
            Trades = verdicts.Count,
            CountedAt = now,
            Stains = verdicts.Where(verdict => verdict.Stain is not null).GroupBy(verdict => verdict.Stain!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
        };
    }

    private static void RequirePaperVenue(PipelineHome paper)
    {
        var settings = Settings.Load(paper);
        var url = settings["Venue:TradingUrl"];
        if (settings.VenueIsSimulated() || !Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Host != PaperHost)
            throw new PipelineException(ExitCodes.Refused, $"Profile {paper.Profile} trades at {url ?? "no venue"}; only trades at {PaperHost} are evidence.");
    }

    // A message that cannot be read may be the one that speaks against a trade: nothing is counted past it.
    private static async Task<List<T>> ReadAsync<T>(OrderedReader reader, string stream, IReadOnlyList<string> subjects, CancellationToken cancellationToken)
        where T : Message
    {
        List<T> read = [];
        await foreach (var message in reader.ReadAsync(stream, new ReadRange { Subjects = subjects }, cancellationToken))
        {
            if (!MessageReading.TryRead<T>(message.Data.Span, out var one, out var reason))
                throw new PipelineException(ExitCodes.Failed, $"{message.Subject} ({stream}, sequence {message.Sequence}) cannot be read: {reason} Nothing is counted.");
            read.Add(one);
        }

        return read;
    }
}
