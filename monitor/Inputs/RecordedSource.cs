using Microsoft.Extensions.Logging;
using Pipeline.Broker.Port;
using Pipeline.Contracts;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Orders;
using Pipeline.Messaging;
using Pipeline.Monitor.Books;

namespace Pipeline.Monitor.Inputs;

/// <summary>Feeds recorded messages to the loop, each at its own time; what the monitor wrote itself is left out, it is to be decided again.</summary>
internal sealed class RecordedSource(MonitorBooks books, MonitorClock clock, ILogger<RecordedSource> logger)
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(250);

    public async Task RunAsync(MonitorLoop loop, TextReader lines, CancellationToken stopping)
    {
        loop.BeginRecorded();
        var ticked = DateTimeOffset.MinValue;
        await foreach (var line in RecordedLines.ReadAsync(lines, stopping))
        {
            if (InputOf(line) is not var (message, input))
                continue;
            clock.Replay(message.VenueTime, message.MachineTime);
            if (input is not null)
                await loop.HandleAsync(input, stopping);
            if (message.MachineTime - ticked < TickInterval)
                continue;
            ticked = message.MachineTime;
            await loop.HandleAsync(new MonitorInput.Tick(), stopping);
        }
    }

    private (Message Message, MonitorInput? Input)? InputOf(RawMessage line)
    {
        var book = new MonitorInput.Book(new BookEntry(line.Stream, line.Sequence, line.Subject, line.Data, line.Time));
        return line.Subject.Split('.') switch
        {
            ["market", "bar", ..] => Read<MarketBar>(line, bar => new MonitorInput.Bar(bar)),
            ["market", "quote", ..] => Read<MarketQuote>(line, quote => new MonitorInput.Quote(quote)),
            ["order", "venue", ..] => Read<OrderUpdate>(line, told => new MonitorInput.Account(
                new AccountStreamItem.Update(told.Event, told.Order, told.Execution, told.VenueTime, told.Amendment))),
            ["entry", ..] => Read<EntryIntent>(line, _ => book),
            ["order", "intent", ..] => Read<OrderIntent>(line, _ => book),
            ["control", "flatten", ..] => Read<Contracts.Control.FlattenControl>(line, _ => book),
            ["session", ..] => Read<Session>(line, Begin),
            _ => null,
        };
    }

    private MonitorInput? Begin(Session session)
    {
        books.Sessions = [.. books.Sessions.Where(known => known.Day != session.Day).Append(new SessionHours(session.Day, session.OpensAt, session.ClosesAt)).OrderBy(one => one.OpensAt)];
        return null;
    }

    private (Message, MonitorInput?)? Read<T>(RawMessage line, Func<T, MonitorInput?> input)
        where T : Message
    {
        if (MessageReading.TryRead<T>(line.Data.Span, out var message, out var reason))
            return (message, input(message));
        Log.RecordedLineUnreadable(logger, line.Subject, line.Sequence, reason);
        return null;
    }
}
