using System.Net.Http.Json;
using Pipeline.Broker.Port;
using Pipeline.Contracts;
using Pipeline.Contracts.Identity;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Messaging;
using Pipeline.Tests.Integration.Broker;
using Pipeline.Tests.Integration.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Seller;

/// <summary>The seller as a process between a real nats-server and a real simulated exchange; the test speaks for buyer and monitor.</summary>
public sealed class SellerRig : IAsyncLifetime
{
    /// <summary>Generous: a loaded machine is no failure.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly MessagingServer _messaging = new();
    private SimulatorProcess? _exchange;
    private VenueSession? _venue;
    private MessagePublisher? _monitor;
    private StoredMessages? _stored;
    private PipelineConnection? _watcher;
    private SellerProcess? _seller;
    private ulong _newestSignal;
    private Queue<Symbol> _symbols = new();

    public SellerProcess Seller => _seller ?? throw new InvalidOperationException("not started");

    public NatsServer Nats => _messaging.Server;

    public VenueSession Venue => _venue ?? throw new InvalidOperationException("not started");

    public async Task InitializeAsync()
    {
        _exchange = await SimulatorProcess.StartAsync("--symbols", "40", "--speed", "120", "--partial-fills", "0", "--start-at", "2026-01-06T14:35:00Z");
        _venue = VenueSession.Create(VenueSession.SettingsFor(_exchange.Url));
        _symbols = new Queue<Symbol>((await _venue.Reader.GetAssetsAsync(CancellationToken.None)).Select(asset => asset.Symbol));
        await _messaging.InitializeAsync();
        var monitor = await _messaging.ConnectAsync(Processes.Monitor);
        (_monitor, _stored) = (MessagingServer.PublisherOn(monitor), new StoredMessages(await _messaging.ConnectAsync(NatsUsers.Viewer)));
        _watcher = await _messaging.ConnectAsync(Processes.Orchestrator);
        _seller = SellerProcess.StartOn(_messaging.Server.Url, _exchange.Url);
    }

    public async Task DisposeAsync()
    {
        if (_seller is not null)
            await _seller.DisposeAsync();
        if (_venue is not null)
            await _venue.DisposeAsync();
        if (_exchange is not null)
            await _exchange.DisposeAsync();
        await _messaging.DisposeAsync();
    }

    /// <summary>Buys with a bracket, as the buyer would, and waits until it is filled.</summary>
    public async Task<Holding> BuyAsync(decimal quantity = 10, decimal stopAway = 0.2m, decimal profitAway = 0.2m)
    {
        var holding = await SendBracketAsync(quantity, stopAway, profitAway);
        var filled = await Venue.OrderWhen(holding.EntryVenueOrderId, "the entry to fill", order => order.Status == OrderStatus.Filled);
        await Venue.OrderWhen(holding.EntryVenueOrderId, "the legs to wake", order => order.Legs.Any(leg => leg.Status != OrderStatus.Held));
        return holding with { Legs = filled.Legs };
    }

    public async Task<Holding> SendBracketAsync(decimal quantity, decimal stopAway = 0.2m, decimal profitAway = 0.2m)
    {
        var symbol = _symbols.Dequeue();
        var quote = await Eventually.Value("a quote", async () => await Venue.QuoteAsync(symbol) is { Ask: not null } there ? there : null);
        var (limit, profit) = (quote.Ask!.Value.Moved(0.01m).CeiledToTick(), quote.Ask.Value.Moved(profitAway).CeiledToTick());

        // The venue refuses a stop that the market may touch on the order's way.
        var stop = new Price(Math.Min(quote.Ask.Value.Moved(-stopAway).FlooredToTick().Value, quote.Ask.Value.Value - 0.04m));
        var signal = $"test-{symbol.Token}";
        var tradeId = ClientOrderId.Digest("demo", signal);
        var body = OrderBodies.BracketBuy(ClientOrderId.For("demo", signal, "entry", 0), symbol, new Shares(quantity), limit, stop, profit);
        var outcome = Assert.IsType<RequestOutcome.Accepted>(await Venue.Buys.SubmitBuyAsync(body, CancellationToken.None));
        return new Holding(symbol, signal, tradeId, outcome.Order!.VenueOrderId, new Shares(quantity), stop, profit, []);
    }

    /// <summary>Sells at market, as a seller that died afterwards would have.</summary>
    public async Task SellAsync(Holding holding)
    {
        var leg = holding.Legs.Single(one => one.Type == OrderType.Limit).VenueOrderId;
        await Venue.Sells.CancelSellAsync(leg, CancellationToken.None);
        await Venue.OrderWhen(leg, "the leg to end", order => order.IsTerminal);
        var body = OrderBodies.MarketSell(ClientOrderId.For("demo", holding.TradeId, "earlier", 0), holding.Symbol, holding.Quantity);
        await Eventually.Holds("the sale to be accepted", async () => await Venue.Sells.SubmitSellAsync(body, CancellationToken.None) is RequestOutcome.Accepted);
        await Eventually.Holds("the sale", async () => await Venue.Reader.FindPositionAsync(holding.Symbol, CancellationToken.None) is null, Patience);
    }

    public Task<SellSignal> ProtectAsync(Holding holding, long epoch, Price? stop = null, Shares? quantity = null, bool entryEnded = true) =>
        WantAsync(holding, epoch, WantedState.Protect, quantity ?? holding.Quantity, stop ?? holding.Stop, null, null, entryEnded: entryEnded);

    /// <summary>Wants a part sold at once and the rest kept under the stop.</summary>
    public Task<SellSignal> KeepAsync(Holding holding, long epoch, Shares keep) =>
        WantAsync(holding, epoch, WantedState.Exit, holding.Quantity, holding.Stop, ExitReason.TakeProfit, null, keep);

    /// <param name="deadline">Venue time from now.</param>
    public async Task<SellSignal> ExitAsync(Holding holding, long epoch, ExitReason reason, TimeSpan deadline, Shares? quantity = null)
    {
        var now = (await Venue.Reader.GetClockAsync(CancellationToken.None)).Time;
        return await WantAsync(holding, epoch, WantedState.Exit, quantity ?? holding.Quantity, null, reason, now + deadline);
    }

    /// <summary>States the position as the monitor would, from the venue's executions.</summary>
    public async Task<Position> FoldAsync(Holding holding)
    {
        var executions = (await Venue.Reader.GetExecutionsSinceAsync(new DateTimeOffset(2026, 1, 6, 0, 0, 0, TimeSpan.Zero), CancellationToken.None))
            .Where(execution => execution.Symbol == holding.Symbol).ToList();
        var (buys, sells) = (executions.Where(one => one.Side == OrderSide.Buy).ToList(), executions.Where(one => one.Side == OrderSide.Sell).ToList());
        var position = new Position
        {
            Id = $"position-{holding.Symbol.Token}-{executions.Count}",
            CorrelationId = holding.SignalId,
            CausationId = holding.SignalId,
            VenueTime = executions[^1].At,
            MachineTime = TimeProvider.System.GetUtcNow(),
            Account = "demo",
            Symbol = holding.Symbol,
            TradeId = holding.TradeId,
            Strategy = "momentum",
            Quantity = new Shares(buys.Sum(one => one.Quantity.Value) - sells.Sum(one => one.Quantity.Value)),
            BoughtQuantity = new Shares(buys.Sum(one => one.Quantity.Value)),
            BoughtNotional = new Money(buys.Sum(one => (one.Price * one.Quantity).Value)),
            SoldQuantity = new Shares(sells.Sum(one => one.Quantity.Value)),
            SoldNotional = new Money(sells.Sum(one => (one.Price * one.Quantity).Value)),
            OpenedAt = buys[0].At,
        };
        position = position with { ClosedAt = position.Quantity.IsZero ? executions[^1].At : null };
        var subject = Subjects.Position("demo", holding.Symbol);
        var last = await _stored!.LastMessageOfAsync(Streams.Ledger, subject, CancellationToken.None);
        Assert.IsType<PublishResult.Stored>(await _monitor!.PublishAsync(subject, position, PublishExpectation.After(last?.Sequence ?? 0), CancellationToken.None));
        return position;
    }

    /// <summary>Waits until nothing is held and the ledger may be closed; then states it and waits for the trade.</summary>
    public async Task<Trade> ClosedAsync(Holding holding)
    {
        await Eventually.Holds($"{holding.Symbol} to be sold", async () => await Venue.Reader.FindPositionAsync(holding.Symbol, CancellationToken.None) is null, Patience, Seller.Said);
        await FoldAsync(holding);
        return await TradeAsync(holding);
    }

    public Task<Trade> TradeAsync(Holding holding) =>
        Eventually.Value("the trade", async () => await LastAsync<Trade>(Streams.Ledger, Subjects.Trade("demo", holding.Symbol)), Patience);

    public async Task<T?> LastAsync<T>(string stream, string subject)
        where T : Message => await _stored!.LastMessageOfAsync(stream, subject, CancellationToken.None) is { } last ? ContractsJson.Read<T>(last.Data.Span) : null;

    /// <summary>All messages of a kind about a symbol, oldest first.</summary>
    public async Task<IReadOnlyList<T>> AllAsync<T>(string stream, string prefix, Func<T, bool> isMeant)
        where T : Message
    {
        var found = new List<T>();
        for (ulong sequence = 1, last = await _stored!.LastSequenceOfAsync(stream, CancellationToken.None); sequence <= last; sequence++)
        {
            if (await _stored.MessageAtAsync(stream, sequence, CancellationToken.None) is { } message
                && message.Subject.StartsWith(prefix, StringComparison.Ordinal) && ContractsJson.Read<T>(message.Data.Span) is var read && isMeant(read))
                found.Add(read);
        }

        return found;
    }

    public Task<IReadOnlyList<OrderIntent>> IntentsAsync(Symbol symbol) =>
        AllAsync<OrderIntent>(Streams.Orders, "order.intent.seller.", intent => intent.Symbol == symbol);

    public Task<IReadOnlyList<OrderAnswer>> AnswersAsync(Symbol symbol) =>
        AllAsync<OrderAnswer>(Streams.Orders, "order.answer.seller.", answer => answer.Symbol == symbol);

    /// <summary>Sells in the symbol at the venue, legs and all, of whatever status.</summary>
    public async Task<IReadOnlyList<VenueOrder>> SellsAsync(Symbol symbol) =>
        [.. (await Venue.Reader.GetOrdersSinceAsync(new DateTimeOffset(2026, 1, 6, 0, 0, 0, TimeSpan.Zero), CancellationToken.None))
            .SelectMany(order => order.WithLegs()).Where(order => order.Symbol == symbol && order.Side == OrderSide.Sell)
            .DistinctBy(order => order.VenueOrderId)];

    /// <summary>The bracket's own stop, as it is now.</summary>
    public async Task<VenueOrder> FirstStopAsync(Holding holding) =>
        (await Venue.Reader.FindOrderAsync(holding.Legs.Single(leg => leg.Type == OrderType.Stop).VenueOrderId, CancellationToken.None))!;

    /// <summary>Waits until the seller has acknowledged all it was given.</summary>
    public async Task SettledAsync()
    {
        var settings = DurableReaderSettings.Seller;
        await Eventually.Holds("the seller to settle what it was given", async () =>
        {
            var consumer = await _watcher!.JetStream.GetConsumerAsync(settings.Stream, settings.Durable);
            // A signal just stored may not be counted as pending yet.
            return consumer.Info is { NumPending: 0, NumAckPending: 0 } && consumer.Info.Delivered.StreamSeq >= _newestSignal;
        }, Patience, Seller.Said);
    }

    /// <summary>The durable of the seller begins anew, at the first message.</summary>
    public async Task ForgetDeliveriesAsync()
    {
        await _watcher!.JetStream.DeleteConsumerAsync(DurableReaderSettings.Seller.Stream, DurableReaderSettings.Seller.Durable);
        Assert.IsType<TopologyResult.Ready>(await (await _messaging.CreatorAsync()).EnsureAsync(MessagingServer.StoreId, storeExists: true, CancellationToken.None));
    }

    public async Task FaultAsync(object fault)
    {
        using var client = _exchange!.Client();
        using var answer = await client.PostAsJsonAsync("/sim/faults", fault);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<SellSignal> WantAsync(Holding holding, long epoch, WantedState want, Shares quantity, Price? stop, ExitReason? reason, DateTimeOffset? deadline, Shares? keep = null, bool entryEnded = true)
    {
        var signal = new SellSignal
        {
            Id = $"sell-demo-{holding.Symbol.Token}-{epoch}",
            CorrelationId = holding.SignalId,
            CausationId = holding.SignalId,
            VenueTime = (await Venue.Reader.GetClockAsync(CancellationToken.None)).Time,
            MachineTime = TimeProvider.System.GetUtcNow(),
            Account = "demo",
            Symbol = holding.Symbol,
            Epoch = epoch,
            TradeId = holding.TradeId,
            Strategy = "momentum",
            Want = want,
            Quantity = quantity,
            Keep = keep,
            StopPrice = stop,
            TakeProfitPrice = want == WantedState.Protect || keep is not null ? holding.TakeProfit : null,
            Reason = reason,
            Deadline = deadline,
            EntryVenueOrderId = holding.EntryVenueOrderId,
            EntryEnded = entryEnded,
        };
        var published = await _monitor!.PublishAsync(Subjects.Sell(holding.Symbol), signal, PublishExpectation.Once(signal.Id), CancellationToken.None);
        _newestSignal = Math.Max(_newestSignal, Assert.IsType<PublishResult.Stored>(published).Sequence);
        return signal;
    }
}

/// <summary>What the test holds.</summary>
public sealed record Holding(
    Symbol Symbol, string SignalId, string TradeId, string EntryVenueOrderId, Shares Quantity, Price Stop, Price TakeProfit, IReadOnlyList<VenueOrder> Legs);
