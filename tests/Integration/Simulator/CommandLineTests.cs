using System.Net;
using System.Net.Sockets;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Simulator;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Says_that_its_port_is_taken()
    {
        using var home = new TemporaryHome();
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;

        var (code, error) = await SimulatorProcess.RunAsync("--home", home.Directory, "--port", FormattableString.Invariant($"{port}"));

        Assert.Equal((69, $"simulator: port {port} is already in use on 127.0.0.1\n"), (code, error));
    }

    [Theory]
    [InlineData("symbol,time,open,high,low,close,volume\nA,2013-10-04T13:30:00Z,1,2,0.5,1.5,100\nA,2013-10-04T13:31:00Z,1,x,0.5,1.5,100\n", "A.csv, line 3: high is not a number: 'x'")]
    [InlineData("symbol,time,open,high,low,close\n", "A.csv, line 1: missing column volume")]
    [InlineData("symbol,time,open,high,low,close,volume\nA,2013-10-04T13:30:00Z,1,0.9,0.5,1.5,100\n", "A.csv, line 2: high and low do not enclose open and close")]
    [InlineData("symbol,time,open,high,low,close,volume\nA,noon,1,2,0.5,1.5,100\n", "A.csv, line 2: time is not a time: 'noon'")]
    [InlineData(null, "there is no .csv file in this folder")]
    public async Task Names_file_line_and_reason_of_bars_it_cannot_use(string? text, string expected)
    {
        using var home = new TemporaryHome();
        Directory.CreateDirectory(home.Path("bars"));
        if (text is not null) await File.WriteAllTextAsync(home.Path("bars", "A.csv"), text);

        var (code, error) = await SimulatorProcess.RunAsync("--home", home.Path("home"), "--bars", home.Path("bars"));

        Assert.Equal(78, code);
        Assert.EndsWith(expected + "\n", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("--speed", "0")]
    [InlineData("--speed", "fast")]
    [InlineData("--port", "70000")]
    [InlineData("--start-at", "noon")]
    [InlineData("--tls-port", "65536")]
    [InlineData("--connection-limit", "-1")]
    [InlineData("--bogus", "1")]
    public async Task Refuses_arguments_it_does_not_understand(string name, string value)
    {
        using var home = new TemporaryHome();

        Assert.Equal(2, (await SimulatorProcess.RunAsync("--home", home.Directory, name, value)).ExitCode);
    }

    [Fact]
    public async Task Refuses_the_account_of_another_market_and_a_home_in_use()
    {
        await using var simulator = await SimulatorProcess.StartAsync("--symbols", "5");

        Assert.Equal(69, (await SimulatorProcess.RunAsync("--home", simulator.Home, "--symbols", "5")).ExitCode);
        await simulator.KillAsync();
        var (code, error) = await SimulatorProcess.RunAsync("--home", simulator.Home, "--symbols", "5", "--seed", "2");
        Assert.Equal(78, code);
        Assert.Contains("the account there belongs to", error, StringComparison.Ordinal);
    }
}
