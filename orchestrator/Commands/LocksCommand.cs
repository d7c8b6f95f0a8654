using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Journal.Reading;
using Pipeline.Orchestrator.Output;
using Pipeline.Orchestrator.Supervision;
using Pipeline.Orchestrator.Trading;
using Symbol = Pipeline.Contracts.Values.Symbol;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>locks</c>: symbols that may not be entered, and how a person adds and removes one. Exits and protection go on.</summary>
public static class LocksCommand
{
    private const string Lock = "lock";
    private const string Cooldown = "cooldown";

    private static readonly Column<LockRow>[] Columns =
    [
        new("symbol", row => row.Symbol.Name, "symbol"),
        new("kind", row => row.Kind, "kind"),
        new("until", row => IsEndless(row) ? null : row.Until, "until (New York)", row => IsEndless(row) ? "it is removed" : Figures.Moment(row.Until)),
        new("by", row => row.By, "by"),
        new("reason", row => row.Reason, "reason"),
        new("since", row => row.Since),
    ];

    public static Command Create(TimeProvider machine)
    {
        var options = new ListOptions();
        var symbol = new Option<string?>("--symbol") { Description = "Only this symbol." };
        var kind = new Option<string?>("--kind") { Description = "Only locks, which a person or the orchestrator sets, or only cooldowns, which follow a trade." };
        kind.AcceptOnlyFromAmong(Lock, Cooldown);
        var command = new Command("locks", "Symbols that may not be entered for a while: by a person, by the orchestrator, and after a trade.") { symbol, kind };
        options.AddTo(command, all: false);
        command.SetAction((parsed, cancellationToken) =>
        {
            var (only, of) = (ListOptions.SymbolOf(parsed.GetValue(symbol)), parsed.GetValue(kind));
            return JournalList.RunAsync(
                options, parsed, machine,
                (reader, _) =>
                {
                    var locks = reader.Locks(JournalList.VenueNow(options.HomeOf(parsed), reader, machine)).Where(row => (only is null || row.Symbol == only) && (of is null || row.Kind == of)).ToList();
                    ListOutput.Write(options.FormOf(parsed), locks, Columns);
                    Console.Error.WriteLine($"{locks.Count(row => row.Kind == Lock)} locks, {locks.Count(row => row.Kind == Cooldown)} cooldowns");
                    return ExitCodes.Done;
                },
                cancellationToken);
        });
        command.Add(Add(machine));
        command.Add(Remove(machine));
        return command;
    }

    private static Command Add(TimeProvider machine)
    {
        var (profile, symbol) = (CommonOptions.Profile(), SymbolArgument());
        var reason = new Option<string>("--reason") { Description = "Kept with the lock.", DefaultValueFactory = _ => "by the operator" };
        var time = new Option<string?>("--for") { Description = "How long, in the venue's time: 90m, 24h, 7d, 2w; until it is removed unless set." };
        var command = new Command("add", "Enter this symbol no more.") { symbol, time, reason, profile };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (home, locked) = (parsed.Home(profile), ListOptions.SymbolOf(parsed.GetValue(symbol))!.Value);
            var span = parsed.GetValue(time) is { } text ? MomentText.Span("--for", text) : (TimeSpan?)null;
            await WriteAsync(home, machine, (locks, now) => locks.AddAsync(locked, span is { } known ? now + known : DateTimeOffset.MaxValue, parsed.GetValue(reason)!, now, cancellationToken), cancellationToken);
            await Console.Error.WriteLineAsync($"{locked} is locked{(span is null ? " until ./pipeline locks remove " + locked : $" for {parsed.GetValue(time)} of the venue's time")}. What is held of it is left as it is.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Remove(TimeProvider machine)
    {
        var (profile, symbol) = (CommonOptions.Profile(), SymbolArgument());
        var command = new Command("remove", "Allow entries in this symbol again; a cooldown after a trade stays.") { symbol, profile };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (home, locked) = (parsed.Home(profile), ListOptions.SymbolOf(parsed.GetValue(symbol))!.Value);
            await WriteAsync(home, machine, (locks, now) => locks.RemoveAsync(locked, now, cancellationToken), cancellationToken);
            await Console.Error.WriteLineAsync($"{locked} is not locked any more.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task WriteAsync(PipelineHome home, TimeProvider machine, Func<OperatorLocks, DateTimeOffset, Task> write, CancellationToken cancellationToken)
    {
        await using var connection = await NatsClient.ConnectAsync(home, Processes.Orchestrator, cancellationToken);
        var stored = new StoredMessages(connection);
        var publisher = new MessagePublisher(connection, stored, machine, NullLogger<MessagePublisher>.Instance);
        await write(new OperatorLocks(publisher, stored, machine), await VenueMoment.NowAsync(home, machine, cancellationToken));
    }

    private static Argument<string> SymbolArgument() => new("symbol") { Description = "Such as AAPL or BTC/USD." };

    private static bool IsEndless(LockRow row) => row.Until.Year == DateTimeOffset.MaxValue.Year;
}
