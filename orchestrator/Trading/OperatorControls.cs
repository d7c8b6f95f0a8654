using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Domain.Risk;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Supervision;
using Symbol = Pipeline.Contracts.Values.Symbol;

namespace Pipeline.Orchestrator.Trading;

/// <summary>What a person may order of a home at any time, from the command line or the dashboard: one code for both.</summary>
/// <remarks>Exits and protection go on in every state. Each order takes a connection of its own and says which control is in force after it.</remarks>
public sealed class OperatorControls(PipelineHome home, TimeProvider machine)
{
    private const string Operator = "operator";

    /// <summary>No new entries, open entries canceled; holds without NATS too.</summary>
    /// <exception cref="PipelineException">The streams could not be told; the halt file holds all the same.</exception>
    public async Task<TradingControl?> HaltAsync(string reason, CancellationToken cancellationToken)
    {
        // The file first: it holds even if nothing after this line happens.
        new HaltLatch(home.EnsureWritable()).Latch(reason);
        await using var connection = await ConnectOrExplainAsync(cancellationToken);
        return await HaltAsync(connection, cancellationToken);
    }

    /// <summary>No new entries; open entries finish.</summary>
    /// <exception cref="PipelineException">The streams could not be told.</exception>
    public async Task<TradingControl?> ReduceAsync(string reason, CancellationToken cancellationToken)
    {
        await using var connection = await NatsClient.ConnectAsync(home, Processes.Orchestrator, cancellationToken);
        var asked = TradingSights.Condition(TradingCondition.Operator, Operator, reason, machine.GetUtcNow());
        var writer = WriterOver(connection);
        await writer.ChangeAsync(found => TradingStateRules.Decide(found.Control, Only(asked), machine.GetUtcNow()), Operator, cancellationToken);
        return (await writer.ReadAsync(cancellationToken)).Control;
    }

    /// <summary>New entries again.</summary>
    /// <exception cref="PipelineException">Exit code 77: what stands against it persists; 3: nobody supervises, so nobody can tell.</exception>
    public async Task<TradingControl?> ResumeAsync(CancellationToken cancellationToken)
    {
        await using var connection = await NatsClient.ConnectAsync(home, Processes.Orchestrator, cancellationToken);
        var status = new StatusReader(home, machine).ReadFresh()
            ?? throw new PipelineException(ExitCodes.NotRunning, $"Nobody supervises profile {home.Profile}, so nobody can tell what persists. Start it first: ./pipeline start --profile {home.Profile}");
        var writer = WriterOver(connection);
        var found = await writer.ReadAsync(cancellationToken);
        if (TradingStateRules.ObstaclesToResume(found.Control, TradingSights.Of(status)) is { Count: > 0 } obstacles)
            throw new PipelineException(ExitCodes.Refused, $"Trading stays {status.TradingState}. {string.Join(Environment.NewLine, obstacles)}");
        // The file first: should this die in between, the streams still say what they said.
        new HaltLatch(home).Release();
        await writer.ChangeAsync(now => TradingStateRules.Resumed(now.Control, machine.GetUtcNow()), Operator, cancellationToken);
        return (await writer.ReadAsync(cancellationToken)).Control;
    }

    /// <summary>Halts and leaves every position, or leaves one symbol's and halts nothing.</summary>
    /// <param name="symbol">Null for all.</param>
    /// <exception cref="PipelineException">The streams could not be told; for all positions the halt file holds all the same.</exception>
    public async Task<TradingControl?> FlattenAsync(Symbol? symbol, CancellationToken cancellationToken)
    {
        const string Reason = "flatten by the operator";
        if (symbol is null)
            new HaltLatch(home.EnsureWritable()).Latch(Reason);
        await using var connection = await (symbol is null ? ConnectOrExplainAsync(cancellationToken) : NatsClient.ConnectAsync(home, Processes.Orchestrator, cancellationToken));
        var inForce = symbol is null ? await HaltAsync(connection, cancellationToken) : (await WriterOver(connection).ReadAsync(cancellationToken)).Control;
        var control = new ControlPublisher(PublisherOver(connection), machine);
        await control.FlattenAsync(symbol, Reason, await VenueNowAsync(cancellationToken), cancellationToken);
        return inForce;
    }

    private async Task<TradingControl?> HaltAsync(PipelineConnection connection, CancellationToken cancellationToken)
    {
        var writer = WriterOver(connection);
        await writer.ChangeAsync(found => TradingStateRules.Decide(found.Control, Only([.. TradingSights.HaltFile(home, machine.GetUtcNow())]), machine.GetUtcNow()), Operator, cancellationToken);
        return (await writer.ReadAsync(cancellationToken)).Control;
    }

    /// <summary>What a person asks for is all that is looked at: everything else stays as it is.</summary>
    private static TradingSight Only(params IReadOnlyList<RaisedCondition> asked) => new(asked, new HashSet<string>());

    private async Task<PipelineConnection> ConnectOrExplainAsync(CancellationToken cancellationToken)
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

    private MessagePublisher PublisherOver(PipelineConnection connection) => new(connection, new StoredMessages(connection), machine, NullLogger<MessagePublisher>.Instance);

    private TradingStateWriter WriterOver(PipelineConnection connection) => new(PublisherOver(connection), new StoredMessages(connection), machine);

    private async Task<DateTimeOffset> VenueNowAsync(CancellationToken cancellationToken)
    {
        if (Endpoints.Read(home)?.Simulator is not { } url)
            return machine.GetUtcNow();
        using var simulator = new SimulatorControl(url);
        return (await simulator.ReadClockAsync(cancellationToken))?.Time ?? machine.GetUtcNow();
    }
}
