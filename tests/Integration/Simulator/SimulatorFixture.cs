using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Simulator;

/// <summary>One simulator for the tests that do not mind company: clock held at 10:00 New York, no partial fills.</summary>
public sealed class SimulatorFixture : IAsyncLifetime
{
    public SimulatorProcess Process { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Process = await SimulatorProcess.StartAsync("--hold", "--start-at", "2026-01-05T15:00:00Z", "--symbols", "40", "--partial-fills", "0");
        Client = Process.Client();
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Process.DisposeAsync();
    }
}
