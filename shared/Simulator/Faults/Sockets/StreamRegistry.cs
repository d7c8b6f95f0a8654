using System.Collections.Concurrent;
using System.Net.WebSockets;
using Pipeline.Simulator.Faults.Requests;
using Pipeline.Simulator.Streams;

namespace Pipeline.Simulator.Faults.Sockets;

/// <summary>The connections of all streams: lets clients in, or not, and ends them when a fault says so.</summary>
public sealed class StreamRegistry(FaultBoard board, TimeProvider machine)
{
    private readonly ConcurrentDictionary<FaultySocket, bool> _sockets = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _uncleanEnds = new();

    /// <summary>Serves one upgrade request.</summary>
    /// <param name="serve">Talks with the client until either side ends.</param>
    public async Task ServeAsync(HttpContext context, Func<WebSocket, CancellationToken, Task> serve, CancellationToken cancellationToken)
    {
        var connection = new FaultSubject { Method = "GET", Path = context.Request.Path.Value, Client = context.Request.Headers.UserAgent.ToString() };
        var refused = Refused(connection);
        if (refused == 429)
        {
            context.Response.StatusCode = 429;
            return;
        }

        using var accepted = await context.WebSockets.AcceptWebSocketAsync();
        var text = new StreamText(connection.Path!, StreamHandshake.Of(context.Request, strict: false).Encoding);
        using var socket = new FaultySocket(accepted, connection, new MessageFaults(board, connection, text, refused, () => HalfOpen(connection)), () => EndedUncleanly(connection, refused), machine);
        _sockets[socket] = true;
        try
        {
            if (board.Take<StreamFault>(connection, wanted: fault => fault.On == StreamMoment.Connect && fault.Trouble is StreamTrouble.Close or StreamTrouble.Error) is { } fault)
                await HitAsync(socket, fault, cancellationToken);
            await serve(socket, cancellationToken);
        }
        finally
        {
            _sockets.TryRemove(socket, out _);
            if (!socket.WasClosedByClient) EndedUncleanly(connection, refused);
        }
    }

    /// <summary>Closes or errs to every connection that the fault is about. Does not wait for the clients.</summary>
    public void Fall(StreamFault fault, FaultFilter filter)
    {
        foreach (var socket in _sockets.Keys.Where(socket => filter.Matches(socket.Connection))) _ = HitQuietlyAsync(socket, fault);
    }

    /// <summary>The greatest number of symbols a client of a stream may name.</summary>
    /// <param name="usual">What it is without faults; 0 for no limit.</param>
    public int SymbolLimit(FaultSubject connection, int usual, int asked) =>
        board.Take<StreamFault>(connection, wanted: fault => fault.Trouble == StreamTrouble.SymbolLimit && asked > fault.Amount)?.Amount ?? usual;

    private static async Task HitAsync(FaultySocket socket, StreamFault fault, CancellationToken cancellationToken)
    {
        if (fault.Trouble == StreamTrouble.Error) await socket.TellAsync(socket.Text.Error(fault.Code, fault.Text), cancellationToken);
        if (fault.Trouble == StreamTrouble.Close) await socket.EndAsync(fault.Code, fault.Text, cancellationToken);
        else if (fault.Closes) await socket.EndAsync(1000, "", cancellationToken);
    }

    private static async Task HitQuietlyAsync(FaultySocket socket, StreamFault fault)
    {
        try
        {
            await HitAsync(socket, fault, CancellationToken.None);
        }
        catch (Exception error) when (error is WebSocketException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            // The connection ended by itself in the same moment.
            socket.Abort();
        }
    }

    /// <summary>402, 406 or 429 for a connection that there is no place for, else 0.</summary>
    private int Refused(FaultSubject connection)
    {
        if (board.Take<ReplyFault>(connection, wanted: fault => fault.RevokesKeys) is not null) return 402;
        if (board.Take<StreamFault>(connection, wanted: fault => fault.Trouble == StreamTrouble.NoPlace) is { } full) return full.Code;
        return HalfOpen(connection);
    }

    // Noted before the place is given back: else the next client might slip in between.
    private void EndedUncleanly(FaultSubject connection, int refused)
    {
        if (refused == 0 && board.Lasting<StreamFault>().Any(armed => armed.Order.Fault is StreamFault { Trouble: StreamTrouble.HalfOpen } && armed.Order.Filter.Matches(connection)))
            _uncleanEnds[connection.Path!] = machine.GetUtcNow();
    }

    private int HalfOpen(FaultSubject connection)
    {
        var ended = _uncleanEnds.TryGetValue(connection.Path!, out var at) ? machine.GetUtcNow() - at : TimeSpan.MaxValue;
        return board.Take<StreamFault>(connection, wanted: fault => fault.Trouble == StreamTrouble.HalfOpen && ended < fault.Time)?.Code ?? 0;
    }
}
