using System.Reflection;
using Pipeline.Contracts;
using Pipeline.Contracts.Values;
using Pipeline.Messaging;

namespace Pipeline.Tests.Integration.Messaging;

/// <summary>Who may write and read what, written out: what the server lets through is compared with it, never with the code that makes the server's file.</summary>
internal static class RightsTable
{
    /// <summary>Every subject of the pipeline and those who may publish on it.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Writers = new Dictionary<string, string[]>
    {
        ["market.bar.AAPL"] = ["scanner"],
        ["market.quote.AAPL"] = ["scanner"],
        ["signal.buy.momentum.AAPL"] = ["scanner", "replay"],
        ["signal.sell.AAPL"] = ["monitor", "replay"],
        ["entry.demo.1"] = ["buyer"],
        ["order.intent.seller.1"] = ["seller"],
        ["order.answer.buyer.1"] = ["buyer"],
        ["order.answer.seller.1"] = ["seller"],
        ["order.venue.1"] = ["monitor"],
        ["position.demo.AAPL"] = ["monitor"],
        ["trade.demo.AAPL"] = ["seller"],
        ["cooldown.AAPL"] = ["seller"],
        ["session.2026-11-23"] = ["monitor"],
        ["control.trading"] = ["orchestrator"],
        ["control.store"] = ["orchestrator"],
        ["control.reconcile"] = ["orchestrator"],
        ["control.flatten.AAPL"] = ["orchestrator"],
        ["control.flatten.all"] = ["orchestrator"],
        ["control.lock.AAPL"] = ["orchestrator"],
        ["control.configuration"] = ["orchestrator"],
        ["control.log.scanner"] = ["orchestrator"],
        ["control.log.buyer"] = ["orchestrator"],
        ["control.log.monitor"] = ["orchestrator"],
        ["control.log.seller"] = ["orchestrator"],
        ["control.log.orchestrator"] = ["orchestrator"],
        ["probe.store"] = ["orchestrator"],
        ["event.scanner.told"] = ["scanner"],
        ["event.buyer.told"] = ["buyer"],
        ["event.monitor.told"] = ["monitor"],
        ["event.seller.told"] = ["seller"],
        ["event.orchestrator.told"] = ["orchestrator"],
        ["dlq.scanner"] = ["scanner"],
        ["dlq.buyer"] = ["buyer"],
        ["dlq.monitor"] = ["monitor"],
        ["dlq.seller"] = ["seller"],
        ["dlq.orchestrator"] = ["orchestrator"],
        ["hb.scanner"] = ["scanner"],
        ["hb.buyer"] = ["buyer"],
        ["hb.monitor"] = ["monitor"],
        ["hb.seller"] = ["seller"],
        ["hb.orchestrator"] = ["orchestrator"],
        ["metrics.scanner"] = ["scanner"],
        ["metrics.buyer"] = ["buyer"],
        ["metrics.monitor"] = ["monitor"],
        ["metrics.seller"] = ["seller"],
        ["metrics.orchestrator"] = ["orchestrator"],
        ["svc.scanner.status"] = ["viewer"],
        ["svc.buyer.status"] = ["viewer"],
        ["svc.monitor.status"] = ["viewer"],
        ["svc.seller.status"] = ["viewer"],
        ["svc.orchestrator.status"] = ["viewer"],
        ["$SRV.PING"] = ["viewer"],
        ["$SRV.STATS.buyer"] = ["viewer"],
        ["_INBOX_viewer.1"] = ["scanner", "buyer", "monitor", "seller", "orchestrator"],
    };

    /// <summary>Only the server writes books and answers.</summary>
    public static readonly string[] WrittenByNobody = ["book.position.demo.AAPL", "book.control.trading", "book.entry.demo.1", "_INBOX_buyer.1", "_INBOX_orchestrator.1", "something.else", "$SYS.REQ.SERVER.PING"];

    /// <summary>Each stream and those who may ask for its state and single messages.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Readers = new Dictionary<string, string[]>
    {
        ["MARKET"] = ["scanner", "buyer", "monitor", "seller", "orchestrator", "viewer"],
        ["QUOTES"] = ["scanner", "buyer", "monitor", "seller", "orchestrator", "viewer"],
        ["SIGNALS"] = ["scanner", "buyer", "monitor", "seller", "orchestrator", "viewer"],
        ["ENTRIES"] = ["buyer", "monitor", "seller", "orchestrator", "viewer"],
        ["ORDERS"] = ["buyer", "monitor", "seller", "orchestrator", "viewer"],
        ["LEDGER"] = ["scanner", "buyer", "monitor", "seller", "orchestrator", "viewer"],
        ["CONTROL"] = ["scanner", "buyer", "monitor", "seller", "orchestrator", "viewer"],
        ["EVENTS"] = ["orchestrator", "viewer"],
        ["DEADLETTER"] = ["orchestrator", "viewer"],
    };

    /// <summary>The durables' requests and answers, and whose they are.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Durables = new Dictionary<string, string[]>
    {
        ["$JS.API.CONSUMER.MSG.NEXT.SIGNALS.buyer"] = ["buyer", "orchestrator"],
        ["$JS.API.CONSUMER.INFO.SIGNALS.buyer"] = ["buyer", "orchestrator"],
        ["$JS.ACK.SIGNALS.buyer.1.1.1.1.1"] = ["buyer", "orchestrator"],
        ["$JS.ACK._.hash.SIGNALS.buyer.1.1.1.1.1.1"] = ["buyer", "orchestrator"],
        ["$JS.API.CONSUMER.MSG.NEXT.SIGNALS.seller"] = ["seller", "orchestrator"],
        ["$JS.API.CONSUMER.INFO.SIGNALS.seller"] = ["seller", "orchestrator"],
        ["$JS.ACK.SIGNALS.seller.1.1.1.1.1"] = ["seller", "orchestrator"],
        ["$JS.ACK._.hash.SIGNALS.seller.1.1.1.1.1.1"] = ["seller", "orchestrator"],
    };

    /// <summary>What is heard by all but <c>replay</c>; whatever else there is, is heard by the orchestrator alone.</summary>
    // Below hb.* there is nothing that hb.> could hear more.
    public static readonly string[] HeardByAll = ["hb.>", "market.bar.AAPL", "market.quote.AAPL", "hb.scanner", "hb.*", "book.>", "book.control.trading", "book.entry.demo.1", "market.>"];

    /// <summary>Questions and answers of the service protocol, and who hears them beside the orchestrator.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Questions = new Dictionary<string, string[]>
    {
        ["$SRV.PING"] = ["scanner", "buyer", "monitor", "seller"],
        ["$SRV.STATS.buyer"] = ["buyer"],
        ["svc.scanner.status"] = ["scanner"],
        ["svc.buyer.status"] = ["buyer"],
        ["svc.monitor.status"] = ["monitor"],
        ["svc.seller.status"] = ["seller"],
        ["_INBOX_viewer.1"] = ["viewer"],
    };

    /// <summary>Patterns that take in more than any single subject.</summary>
    public static readonly string[] WideNets = [">", "*", "*.>", "$SYS.>", "$JS.>", "$JS.API.>", "$JS.EVENT.ADVISORY.>", "signal.>", "entry.>", "order.>", "position.>", "control.>", "event.>", "dlq.>"];

    /// <summary>What would make, change, empty or copy away a stream or a consumer.</summary>
    public static IEnumerable<string> Administration =>
        Streams.All.SelectMany(stream => new[]
        {
            $"$JS.API.STREAM.CREATE.{stream}", $"$JS.API.STREAM.UPDATE.{stream}", $"$JS.API.STREAM.DELETE.{stream}", $"$JS.API.STREAM.PURGE.{stream}", $"$JS.API.STREAM.MSG.DELETE.{stream}",
            $"$JS.API.STREAM.MSG.GET.{stream}", $"$JS.API.STREAM.RESTORE.{stream}", $"$JS.API.STREAM.SNAPSHOT.{stream}", $"$JS.API.CONSUMER.LIST.{stream}", $"$JS.API.CONSUMER.NAMES.{stream}",
            $"$JS.API.CONSUMER.CREATE.{stream}", $"$JS.API.CONSUMER.CREATE.{stream}.mine", $"$JS.API.CONSUMER.CREATE.{stream}.mine.x.>", $"$JS.API.CONSUMER.DURABLE.CREATE.{stream}.mine",
            $"$JS.API.CONSUMER.DELETE.{stream}.mine", $"$JS.API.CONSUMER.MSG.NEXT.{stream}.mine", $"$JS.API.CONSUMER.PAUSE.{stream}.mine",
        })
        .Concat(NatsUsers.All.Select(user => $"$JS.API.CONSUMER.CREATE.SIGNALS.{user.User}"))
        .Concat(NatsUsers.All.Select(user => $"$JS.API.CONSUMER.DELETE.SIGNALS.{user.User}"))
        .Concat(["$JS.API.INFO", "$JS.API.STREAM.LIST", "$JS.API.STREAM.NAMES", "$JS.API.STREAM.CREATE.MINE", "$JS.SNAPSHOT.ACK.LEDGER.1"]);

    /// <summary>A subject for every member of <see cref="Subjects"/>, so that none can be added without a line here.</summary>
    public static IEnumerable<string> Vocabulary()
    {
        foreach (var constant in typeof(Subjects).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.Name != nameof(Subjects.BookPrefix)))
            yield return (string)constant.GetValue(null)!;
        string[] processes = [.. Processes.Stages, Processes.Orchestrator];
        foreach (var method in typeof(Subjects).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => !method.IsSpecialName))
        {
            var owners = method.GetParameters().Any(parameter => parameter.Name == "process") ? processes : [Processes.Buyer, Processes.Seller];
            foreach (var owner in owners)
                yield return (string)method.Invoke(null, [.. method.GetParameters().Select(parameter => Sample(parameter, owner))])!;
        }
    }

    private static object Sample(ParameterInfo parameter, string owner) => parameter.Name switch
    {
        "process" or "owner" => owner,
        "strategy" => "momentum",
        "account" => "demo",
        "intentId" or "venueOrderId" => "1",
        "type" => "told",
        "symbol" => new Symbol("AAPL"),
        "day" => new DateOnly(2026, 11, 23),
        _ => throw new InvalidOperationException($"A sample for '{parameter.Name}' is missing here."),
    };
}
