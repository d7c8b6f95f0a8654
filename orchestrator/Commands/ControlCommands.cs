using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Domain.Risk;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Supervision;
using Pipeline.Orchestrator.Trading;
using Symbol = Pipeline.Contracts.Values.Symbol;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>halt</c>, <c>reduce</c>, <c>resume</c>, <c>flatten</c>: what the trader may order at any time. Exits and protection go on in every state.</summary>
public static class ControlCommands
{
    private const string Operator = "operator";

    public static Command Halt(TimeProvider machine) => StateCommand(
        "halt", "No new entries, open entries canceled; holds without NATS too, until resume.", machine, async (home, reason, cancellationToken) =>
        {
            // The file first: it holds even if nothing after this line happens.
            new HaltLatch(home.EnsureWritable()).Latch(reason);
            await using var connection = await ConnectOrExplainAsync(home, cancellationToken);
            await HaltAsync(home, connection, machine, cancellationToken);
        });

    public static Command Reduce(TimeProvider machine) => StateCommand(
        "reduce", "No new entries; open entries finish.", machine, async (home, reason, cancellationToken) =>
        {
            await using var connection = await NatsClient.ConnectAsync(home, Processes.Orchestrator, cancellationToken);
            var asked = TradingSights.Condition(TradingCondition.Operator, Operator, reason, machine.GetUtcNow());
            await WriterOver(connection, machine).ChangeAsync(found => TradingStateRules.Decide(found.Control, Only(asked), machine.GetUtcNow()), Operator, cancellationToken);
        });

    public static Command Resume(TimeProvider machine) => StateCommand("resume", "Allow new entries again; refused while what stood against them persists.", machine, async (home, _, cancellationToken) =>
    {
        await using var connection = await NatsClient.ConnectAsync(home, Processes.Orchestrator, cancellationToken);
        var status = new StatusReader(home, machine).ReadFresh()
            ?? throw new PipelineException(ExitCodes.NotRunning, $"Nobody supervises profile {home.Profile}, so nobody can tell what persists. Start it first: ./pipeline start --profile {home.Profile}");
        var writer = WriterOver(connection, machine);
        var found = await writer.ReadAsync(cancellationToken);
        if (TradingStateRules.ObstaclesToResume(found.Control, TradingSights.Of(status)) is { Count: > 0 } obstacles)
            throw new PipelineException(ExitCodes.Refused, $"Trading stays {status.TradingState}. {string.Join(Environment.NewLine, obstacles)}");
        // The file first: should this die in between, the streams still say what they said.
        new HaltLatch(home).Release();
        await writer.ChangeAsync(now => TradingStateRules.Resumed(now.Control, machine.GetUtcNow()), Operator, cancellationToken);
    });

    public static Command Flatten(TimeProvider machine)
    {
        var profile = CommonOptions.Profile();
        var symbol = new Option<string?>("--symbol") { Description = "Only this symbol's position; trading is not halted." };
        var direct = new Option<bool>("--direct") { Description = "With nothing but the venue and the keys, when NATS or the processes are broken: ends the seller, halts, sells at market, proves flat." };
        var command = new Command("flatten", "Halt, and leave every position.") { profile, symbol, direct };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = parsed.Home(profile);
            var one = ParseSymbol(parsed.GetValue(symbol));
            if (parsed.GetValue(direct))
                return await DirectFlatten.RunAsync(home, one, cancellationToken);
            if (one is null)
                new HaltLatch(home).Latch("flatten by the operator");
            await using var connection = await NatsClient.ConnectAsync(home, Processes.Orchestrator, cancellationToken);
            var control = new ControlPublisher(PublisherOver(connection, machine), machine);
            if (one is null)
                await HaltAsync(home, connection, machine, cancellationToken);
            await control.FlattenAsync(one, "flatten by the operator", await VenueNowAsync(home, machine, cancellationToken), cancellationToken);
            await Console.Error.WriteLineAsync(one is null
                ? "Trading is halted and every position is being left. See ./pipeline positions; trade again with ./pipeline resume."
                : $"The position in {one} is being left. See ./pipeline positions.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command StateCommand(string name, string description, TimeProvider machine, Func<PipelineHome, string, CancellationToken, Task> act)
    {
        var profile = CommonOptions.Profile();
        var reason = new Option<string>("--reason") { Description = "Kept with the change.", DefaultValueFactory = _ => "by the operator" };
        var command = new Command(name, description) { profile, reason };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = parsed.Home(profile);
            await act(home, parsed.GetValue(reason)!, cancellationToken);
            await using var connection = await NatsClient.ConnectAsync(home, Processes.Orchestrator, cancellationToken);
            var inForce = (await WriterOver(connection, machine).ReadAsync(cancellationToken)).Control;
            await Console.Error.WriteLineAsync($"Profile {home.Profile}: trading is {inForce?.State.ToString().ToLowerInvariant() ?? "unknown"}{(inForce?.State is TradingState.Active ? "" : $" ({inForce?.Reason})")}.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Task<TradingDecision> HaltAsync(PipelineHome home, PipelineConnection connection, TimeProvider machine, CancellationToken cancellationToken) =>
        WriterOver(connection, machine).ChangeAsync(
            found => TradingStateRules.Decide(found.Control, Only([.. TradingSights.HaltFile(home, machine.GetUtcNow())]), machine.GetUtcNow()), Operator, cancellationToken);

    /// <summary>What a person asks for is all that is looked at: everything else stays as it is.</summary>
    private static TradingSight Only(params IReadOnlyList<RaisedCondition> asked) => new(asked, new HashSet<string>());

    private static async Task<PipelineConnection> ConnectOrExplainAsync(PipelineHome home, CancellationToken cancellationToken)
    {
        try
        {
            return await NatsClient.ConnectAsync(home, Processes.Orchestrator, cancellationToken);
        }
        catch (PipelineException absent)
        {
            throw new PipelineException(absent.ExitCode, $"The halt file {home.HaltFile} is set and no entry will leave. The streams could not be told: {absent.Message}", absent);
        }
    }

    private static MessagePublisher PublisherOver(PipelineConnection connection, TimeProvider machine) =>
        new(connection, new StoredMessages(connection), machine, NullLogger<MessagePublisher>.Instance);

    private static TradingStateWriter WriterOver(PipelineConnection connection, TimeProvider machine) => new(PublisherOver(connection, machine), new StoredMessages(connection), machine);

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
