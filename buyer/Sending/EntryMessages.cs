using System.Globalization;
using System.Security.Cryptography;
using Pipeline.Broker.Port;
using Pipeline.Contracts;
using Pipeline.Contracts.Identity;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Domain.Entries;

namespace Pipeline.Buyer.Sending;

/// <summary>Writes the buyer's own messages.</summary>
internal sealed class EntryMessages(string account, EntryTiming timing)
{
    private const string Leg = "entry";

    public static string IntentIdOf(string account, string signalId) => ClientOrderId.Digest(account, signalId);

    /// <summary>The intent of a decision, with the exact body that will be sent.</summary>
    /// <param name="revision">Of the configuration it was decided under.</param>
    public EntryIntent Intent(BuySignal signal, EntryDecision.Enter enter, EntryFacts facts, string revision, IReadOnlyDictionary<string, ulong> folded, int recentEntries)
    {
        var clientOrderId = ClientOrderId.For(account, signal.Id, Leg, attempt: 0);
        return new EntryIntent
        {
            Id = IntentIdOf(account, signal.Id),
            CorrelationId = signal.CorrelationId,
            CausationId = signal.Id,
            VenueTime = facts.Now,
            MachineTime = facts.MachineNow,
            Account = account,
            SignalId = signal.Id,
            Strategy = signal.Strategy,
            Symbol = signal.Symbol,
            Quantity = enter.Quantity,
            LimitPrice = enter.Limit,
            StopPrice = enter.Stop,
            TakeProfitPrice = enter.TakeProfit,
            Reserved = enter.Reserved,
            ClientOrderId = clientOrderId,
            OrderBody = EntryBodies.Of(clientOrderId, signal.Symbol, enter),
            SendBefore = facts.MachineNow + timing.SendWindow,
            Nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)),
            Facts = Facts(facts, revision, folded, recentEntries),
        };
    }

    /// <summary>All that a decision used and no stream stores, as it is recorded with it.</summary>
    /// <param name="revision">Of the configuration it was decided under.</param>
    public static DecisionFacts Facts(EntryFacts facts, string revision, IReadOnlyDictionary<string, ulong> folded, int recentEntries) => new()
    {
        Now = facts.Now,
        ConfigurationRevision = revision,
        Folded = new SortedDictionary<string, ulong>(folded.ToDictionary(), StringComparer.Ordinal),
        Quote = facts.Quote,
        Account = facts.Account,
        Asset = facts.Asset,
        MonitorReadyAt = facts.MonitorReadyAt,
        SellerReadyAt = facts.SellerReadyAt,
        EntriesWithinMinute = recentEntries,
        AccountMayTrade = facts.AccountMayTrade,
        BookIsCurrent = facts.BookIsCurrent,
        HaltFilePresent = facts.HaltFilePresent,
        Conditions = facts.Conditions,
    };

    /// <summary>The answer to a request, whatever it was.</summary>
    /// <param name="intent">The intent the request was for.</param>
    /// <param name="action">Place or Cancel.</param>
    /// <param name="outcome">What is known now.</param>
    /// <param name="venueNow">Venue time.</param>
    /// <param name="machineNow">Machine time; the order is proven to be at the venue from here on.</param>
    /// <param name="sentAt">Machine time right before the request was written.</param>
    /// <param name="known">Status, code, text and the venue's id, as far as there are any.</param>
    public static OrderAnswer Answer(
        EntryIntent intent, OrderAction action, AnswerOutcome outcome, DateTimeOffset venueNow, DateTimeOffset machineNow, DateTimeOffset? sentAt, AnswerFacts known) => new()
        {
            Id = action == OrderAction.Place
                ? $"{intent.Id}-place-{outcome.ToString().ToLowerInvariant()}"
                : string.Create(CultureInfo.InvariantCulture, $"{intent.Id}-cancel-{sentAt?.UtcTicks}"),
            CorrelationId = intent.CorrelationId,
            CausationId = intent.Id,
            VenueTime = venueNow,
            MachineTime = machineNow,
            Account = intent.Account,
            Owner = Processes.Buyer,
            Symbol = intent.Symbol,
            IntentId = intent.Id,
            Action = action,
            Outcome = outcome,
            ClientOrderId = intent.ClientOrderId,
            VenueOrderId = known.VenueOrderId,
            HttpStatus = known.HttpStatus,
            Code = known.Code,
            Text = known.Text,
            SentAt = sentAt,
        };
}

/// <summary>What the venue said beside yes or no.</summary>
internal sealed record AnswerFacts(string? VenueOrderId = null, int? HttpStatus = null, int? Code = null, string? Text = null)
{
    public static AnswerFacts Of(RequestOutcome outcome, string? venueOrderId = null) => outcome switch
    {
        RequestOutcome.Accepted accepted => new AnswerFacts(accepted.Order?.VenueOrderId ?? venueOrderId, accepted.HttpStatus),
        RequestOutcome.Refused refused => new AnswerFacts(venueOrderId, refused.HttpStatus, refused.Code, refused.Text),
        RequestOutcome.RetryLater later => new AnswerFacts(venueOrderId, Text: later.Text),
        RequestOutcome.Unknown unknown => new AnswerFacts(venueOrderId, unknown.HttpStatus, Text: unknown.Text),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not an outcome."),
    };
}
