using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Supervision;
using Symbol = Pipeline.Contracts.Values.Symbol;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>halt</c>, <c>reduce</c>, <c>resume</c>, <c>flatten</c>: what the trader may order at any time. Exits and protection go on in every state.</summary>
public static class ControlCommands
{
    public static Command Halt(TimeProvider machine) =>
        StateCommand("halt", "No new entries, open entries canceled; holds without NATS too, until resume.", machine, TradingState.Halted, latch: true);

    public static Command Reduce(TimeProvider machine) =>
        StateCommand("reduce", "No new entries; open entries finish.", machine, TradingState.Reducing, latch: null);

    public static Command Resume(TimeProvider machine) =>
        StateCommand("resume", "Allow new entries again.", machine, TradingState.Active, latch: false);

    public static Command Flatten(TimeProvider machine)
    {
        var profile = CommonOptions.Profile();
        var symbol = new Option<string?>("--symbol") { Description = "Only this symbol's position; trading is not halted." };
        var command = new Command("flatten", "Halt, and leave every position.") { profile, symbol };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = parsed.Home(profile);
            var one = ParseSymbol(parsed.GetValue(symbol));
            if (one is null)
                new HaltLatch(home).Latch("flatten by the operator");
            await using var connection = await NatsClient.ConnectAsync(home, Processes.Orchestrator, cancellationToken);
            var control = PublisherOver(connection, machine);
            if (one is null)
                await control.SetAsync(TradingState.Halted, "flatten by the operator", "operator", cancellationToken);
            await control.FlattenAsync(one, "flatten by the operator", await VenueNowAsync(home, machine, cancellationToken), cancellationToken);
            await Console.Error.WriteLineAsync(one is null
                ? "Trading is halted and every position is being left. See ./pipeline positions; trade again with ./pipeline resume."
                : $"The position in {one} is being left. See ./pipeline positions.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command StateCommand(string name, string description, TimeProvider machine, TradingState state, bool? latch)
    {
        var profile = CommonOptions.Profile();
        var reason = new Option<string>("--reason") { Description = "Kept with the change.", DefaultValueFactory = _ => "by the operator" };
        var command = new Command(name, description) { profile, reason };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = parsed.Home(profile);
            // The file first: it holds even if nothing after this line happens.
            if (latch == true)
                new HaltLatch(home.EnsureWritable()).Latch(parsed.GetValue(reason)!);
            await using var connection = await ConnectOrExplainAsync(home, latch == true, cancellationToken);
            await PublisherOver(connection, machine).SetAsync(state, parsed.GetValue(reason)!, "operator", cancellationToken);
            if (latch == false)
                new HaltLatch(home).Release();
            await Console.Error.WriteLineAsync($"Profile {home.Profile}: trading is {state.ToString().ToLowerInvariant()}.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<PipelineConnection> ConnectOrExplainAsync(PipelineHome home, bool latched, CancellationToken cancellationToken)
    {
        try
        {
            return await NatsClient.ConnectAsync(home, Processes.Orchestrator, cancellationToken);
        }
        catch (PipelineException absent) when (latched)
        {
            throw new PipelineException(absent.ExitCode, $"The halt file {home.HaltFile} is set and no entry will leave. The streams could not be told: {absent.Message}", absent);
        }
    }

    private static ControlPublisher PublisherOver(PipelineConnection connection, TimeProvider machine)
    {
        var stored = new StoredMessages(connection);
        return new ControlPublisher(new MessagePublisher(connection, stored, machine, NullLogger<MessagePublisher>.Instance), stored, machine);
    }

    private static Symbol? ParseSymbol(string? text) =>
        text is null ? null : Symbol.TryParse(text, out var symbol) ? symbol : throw new PipelineException(ExitCodes.Usage, $"'{text}' is not a symbol.");

    private static async Task<DateTimeOffset> VenueNowAsync(PipelineHome home, TimeProvider machine, CancellationToken cancellationToken)
    {
        if (Endpoints.Read(home)?.Simulator is not { } url)
            return machine.GetUtcNow();
        using var simulator = new SimulatorControl(url);
        return (await simulator.ReadClockAsync(cancellationToken))?.Time ?? machine.GetUtcNow();
    }
}
