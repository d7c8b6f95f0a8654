using System.CommandLine;
using Pipeline.Contracts.Control;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Trading;
using Symbol = Pipeline.Contracts.Values.Symbol;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>halt</c>, <c>reduce</c>, <c>resume</c>, <c>flatten</c>: what the trader may order at any time. Exits and protection go on in every state.</summary>
public static class ControlCommands
{
    public static Command Halt(TimeProvider machine) => StateCommand(
        "halt", "No new entries, open entries canceled; holds without NATS too, until resume.", machine, (controls, reason, cancellationToken) => controls.HaltAsync(reason, cancellationToken));

    public static Command Reduce(TimeProvider machine) => StateCommand(
        "reduce", "No new entries; open entries finish.", machine, (controls, reason, cancellationToken) => controls.ReduceAsync(reason, cancellationToken));

    public static Command Resume(TimeProvider machine) => StateCommand(
        "resume", "Allow new entries again; refused while what stood against them persists.", machine, (controls, _, cancellationToken) => controls.ResumeAsync(cancellationToken));

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
            await new OperatorControls(home, machine).FlattenAsync(one, cancellationToken);
            await Console.Error.WriteLineAsync(one is null
                ? "Trading is halted and every position is being left. See ./pipeline positions; trade again with ./pipeline resume."
                : $"The position in {one} is being left. See ./pipeline positions.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command StateCommand(string name, string description, TimeProvider machine, Func<OperatorControls, string, CancellationToken, Task<TradingControl?>> act)
    {
        var profile = CommonOptions.Profile();
        var reason = new Option<string>("--reason") { Description = "Kept with the change.", DefaultValueFactory = _ => "by the operator" };
        var command = new Command(name, description) { profile, reason };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = parsed.Home(profile);
            var inForce = await act(new OperatorControls(home, machine), parsed.GetValue(reason)!, cancellationToken);
            await Console.Error.WriteLineAsync($"Profile {home.Profile}: trading is {inForce?.State.ToString().ToLowerInvariant() ?? "unknown"}{(inForce?.State is TradingState.Active ? "" : $" ({inForce?.Reason})")}.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Symbol? ParseSymbol(string? text) =>
        text is null ? null : Symbol.TryParse(text, out var symbol) ? symbol : throw new PipelineException(ExitCodes.Usage, $"'{text}' is not a symbol.");
}
