using Pipeline.Contracts.Values;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Broker;

/// <summary>The broker contract on the simulated exchange, a real process, inside a session.</summary>
public sealed class SimulatorBrokerTests(SimulatorBrokerTests.Exchange exchange) : BrokerContract, IClassFixture<SimulatorBrokerTests.Exchange>
{
    protected override Task<VenueSession> OpenAsync() => VenueSession.ListenAsync(VenueSession.SettingsFor(exchange.Url));

    protected override Symbol NextSymbol() => exchange.NextSymbol();

    /// <summary>One exchange for all tests of the class; each trades a symbol of its own.</summary>
    public sealed class Exchange : IAsyncLifetime
    {
        private SimulatorProcess? _process;
        private IReadOnlyList<Symbol> _symbols = [];
        private int _next = -1;

        public string Url => _process?.Url ?? throw new InvalidOperationException("the exchange has not been started");

        public Symbol NextSymbol() => _symbols[Interlocked.Increment(ref _next) % _symbols.Count];

        public async Task InitializeAsync()
        {
            _process = await SimulatorProcess.StartAsync("--symbols", "40", "--speed", "60", "--partial-fills", "0.5", "--start-at", "2026-01-06T15:30:00Z");
            await using var venue = VenueSession.Create(VenueSession.SettingsFor(Url));
            _symbols = [.. (await venue.Reader.GetAssetsAsync(CancellationToken.None)).Select(asset => asset.Symbol)];
        }

        public async Task DisposeAsync()
        {
            if (_process is not null)
                await _process.DisposeAsync();
        }
    }
}
