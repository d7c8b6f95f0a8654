using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging;
using Pipeline.Broker;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Broker;

/// <summary>The adapter, wired as in a process and listening to the account's stream.</summary>
public sealed class VenueSession : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly CancellationTokenSource _stop = new();
    private Task _listening = Task.CompletedTask;

    private VenueSession(ServiceProvider services) => _services = services;

    public IVenueReader Reader => _services.GetRequiredService<IVenueReader>();

    public IBuyGateway Buys => _services.GetRequiredService<IBuyGateway>();

    public ISellGateway Sells => _services.GetRequiredService<ISellGateway>();

    public IMarketData Data => _services.GetRequiredService<IMarketData>();

    public IMarketStream Market => _services.GetRequiredService<IMarketStream>();

    public IMarketStream Pairs => _services.GetRequiredKeyedService<IMarketStream>(BrokerServices.CryptoStream);

    public IAccountStream Account => _services.GetRequiredService<IAccountStream>();

    public VenueCheck Check => _services.GetRequiredService<VenueCheck>();

    public ConcurrentQueue<AccountStreamItem> Heard { get; } = [];

    public IEnumerable<AccountStreamItem.Update> Updates => Heard.OfType<AccountStreamItem.Update>();

    /// <param name="logs">Hears every line that is logged; null for nobody.</param>
    /// <param name="time">Null for the machine's own.</param>
    public static VenueSession Create(IReadOnlyDictionary<string, string?> settings, string? process = null, ILoggerProvider? logs = null, TimeProvider? time = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).Services.AddSingleton(logs ?? NullLoggerProvider.Instance))
            .AddSingleton(time ?? TimeProvider.System)
            .AddBroker(configuration, process)
            .BuildServiceProvider();
        return new VenueSession(services);
    }

    public static async Task<VenueSession> ListenAsync(IReadOnlyDictionary<string, string?> settings)
    {
        var session = Create(settings);
        session.Listen();
        await Eventually.Holds("the account stream's connection", () => session.Heard.OfType<AccountStreamItem.Connected>().Any(), found: () => string.Join(", ", session.Heard));
        return session;
    }

    /// <summary>Begins to listen to the account's stream, without waiting for its connection.</summary>
    public void Listen() => _listening = HearAsync();

    /// <summary>Settings for a simulated exchange.</summary>
    public static Dictionary<string, string?> SettingsFor(string url)
    {
        var socket = "ws" + url["http".Length..];
        return new Dictionary<string, string?>
        {
            ["Venue:Simulated"] = "true",
            ["Venue:TradingUrl"] = url,
            ["Venue:DataUrl"] = url,
            ["Venue:TradingStreamUrl"] = $"{socket}/stream",
            ["Venue:DataStreamUrl"] = $"{socket}/v2/iex",
        };
    }

    public async Task<QuoteValues> QuoteAsync(Symbol symbol) =>
        (await Data.GetLatestQuotesAsync([symbol], CancellationToken.None)).GetValueOrDefault(symbol) ?? throw new InvalidOperationException($"no quote for {symbol}");

    /// <summary>Waits until the venue shows an order like this.</summary>
    public async Task<VenueOrder> OrderWhen(string venueOrderId, string what, Func<VenueOrder, bool> holds, TimeSpan? within = null)
    {
        VenueOrder? order = null;
        await Eventually.Holds(
            what,
            async () => (order = await Reader.FindOrderAsync(venueOrderId, CancellationToken.None)) is not null && holds(order),
            within,
            found: () => order?.ToString() ?? "no order");
        return order!;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _listening;
        }
        catch (OperationCanceledException)
        {
            // Reading ends so.
        }

        await _services.DisposeAsync();
        _stop.Dispose();
    }

    private async Task HearAsync()
    {
        await foreach (var item in Account.ReadAsync(_stop.Token))
            Heard.Enqueue(item);
    }
}
