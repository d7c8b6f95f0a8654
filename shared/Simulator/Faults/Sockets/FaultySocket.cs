using System.Net.WebSockets;
using System.Threading.Channels;

namespace Pipeline.Simulator.Faults.Sockets;

/// <summary>A client's connection whose outgoing messages faults may happen to. While none is armed, it is the connection itself.</summary>
/// <param name="connection">Path and client, to be asked about.</param>
/// <param name="broken">Called when it turns out that the connection is no more, before anybody else knows.</param>
public sealed class FaultySocket(WebSocket inner, FaultSubject connection, MessageFaults faults, Action broken, TimeProvider machine) : WebSocket
{
    private static readonly TimeSpan FarewellTime = TimeSpan.FromSeconds(2);
    private readonly Channel<Outgoing> _late = Channel.CreateUnbounded<Outgoing>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SemaphoreSlim _sending = new(1, 1);
    private Task? _pump;
    private volatile bool _ended;

    /// <summary>True once the client has closed the connection as it should.</summary>
    public bool WasClosedByClient { get; private set; }

    /// <summary>What its messages are made of.</summary>
    public StreamText Text => faults.Text;

    /// <summary>Path and client.</summary>
    public FaultSubject Connection => connection;

    public override WebSocketCloseStatus? CloseStatus => inner.CloseStatus;

    public override string? CloseStatusDescription => inner.CloseStatusDescription;

    public override WebSocketState State => inner.State;

    public override string? SubProtocol => inner.SubProtocol;

    public override void Abort() => inner.Abort();

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        _ended ? Task.CompletedTask : inner.CloseAsync(closeStatus, statusDescription, cancellationToken);

    public override async Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        if (_ended) return;
        _late.Writer.TryComplete();
        if (_pump is not null) await _pump;
        await inner.CloseOutputAsync(closeStatus, statusDescription, cancellationToken);
    }

    public override void Dispose()
    {
        _late.Writer.TryComplete();
        inner.Dispose();
        _sending.Dispose();
        GC.SuppressFinalize(this);
    }

    public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
    {
        var result = await ReceiveAsync(buffer.AsMemory(), cancellationToken);
        return new WebSocketReceiveResult(result.Count, result.MessageType, result.EndOfMessage, inner.CloseStatus, inner.CloseStatusDescription);
    }

    public override async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var isHeard = false;
        try
        {
            var result = await inner.ReceiveAsync(buffer, cancellationToken);
            isHeard = true;
            WasClosedByClient |= result.MessageType == WebSocketMessageType.Close;
            return result;
        }
        finally
        {
            if (!isHeard) broken();
        }
    }

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        SendAsync(buffer.AsMemory(), messageType, endOfMessage, cancellationToken).AsTask();

    public override async ValueTask SendAsync(ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        if (_ended) return;
        if (_pump is null && !faults.AreArmed)
        {
            await WriteAsync(buffer, messageType, endOfMessage, cancellationToken);
            return;
        }

        var verdict = faults.Judge(buffer.ToArray());
        foreach (var message in verdict.Messages)
        {
            if (_pump is null && verdict.Delay == TimeSpan.Zero) await WriteAsync(message, messageType, endOfMessage, cancellationToken);
            else Later(new Outgoing(message, messageType, machine.GetUtcNow() + verdict.Delay), cancellationToken);
        }

        if (verdict.CloseCode is { } code) await EndAsync(code, verdict.CloseText, cancellationToken);
    }

    /// <summary>Tells the client something that the venue did not say.</summary>
    public Task TellAsync(byte[] message, CancellationToken cancellationToken) =>
        _ended ? Task.CompletedTask : WriteAsync(message, faults.Frames, true, cancellationToken).AsTask();

    /// <summary>Closes the connection with a code; 1006 cuts it. A client that does not answer is cut after two seconds.</summary>
    public async Task EndAsync(int code, string text, CancellationToken cancellationToken)
    {
        _ended = true;
        if (code == 1006 || inner.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
        {
            inner.Abort();
            return;
        }

        await _sending.WaitAsync(cancellationToken);
        try
        {
            await inner.CloseOutputAsync((WebSocketCloseStatus)code, text, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }

        _ = CutAsync();
    }

    private async Task CutAsync()
    {
        await Task.Delay(FarewellTime, machine, CancellationToken.None);
        inner.Abort();
    }

    private void Later(Outgoing message, CancellationToken cancellationToken)
    {
        _late.Writer.TryWrite(message);
        _pump ??= PumpAsync(cancellationToken);
    }

    /// <summary>Sends in order, none before its time.</summary>
    private async Task PumpAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in _late.Reader.ReadAllAsync(cancellationToken))
            {
                var wait = message.Due - machine.GetUtcNow();
                if (wait > TimeSpan.Zero) await Task.Delay(wait, machine, cancellationToken);
                if (!_ended) await WriteAsync(message.Bytes, message.Type, true, cancellationToken);
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The client is gone; its conversation ends by its reading side.
            inner.Abort();
        }
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type, bool end, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await inner.SendAsync(message, type, end, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    private sealed record Outgoing(byte[] Bytes, WebSocketMessageType Type, DateTimeOffset Due);
}
