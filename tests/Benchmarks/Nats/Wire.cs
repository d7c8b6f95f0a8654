using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pipeline.Tests.Benchmarks.Nats;

/// <summary>A bare, blocking socket to nats-server: what our client is measured against. No thread, no lock, no lookup.</summary>
internal sealed class Wire : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _inbound = new byte[1 << 20];
    private readonly byte[] _outbound = new byte[1 << 20];
    private int _written;
    private int _start;
    private int _end;
    private (int Start, int Length) _reply;
    private (int Start, int Length) _body;

    /// <param name="port">Where nats-server listens.</param>
    /// <param name="patience">How long to wait for bytes, in ms; 0 for ever. Default 30 s.</param>
    public Wire(int port, int patience = 30_000)
    {
        _socket.ReceiveTimeout = _socket.SendTimeout = patience;
        _socket.Connect(IPAddress.Loopback, port);
        Write("CONNECT {\"verbose\":false,\"pedantic\":false,\"headers\":true,\"no_responders\":true,\"protocol\":1}\r\nPING\r\n"u8);
        Flush();
        while (!Line().StartsWith("PONG"u8))
        {
        }
    }

    /// <summary>Where the last message wants its answer.</summary>
    public ReadOnlySpan<byte> ReplyTo => _inbound.AsSpan(_reply.Start, _reply.Length);

    /// <summary>The last message's headers and payload.</summary>
    public ReadOnlySpan<byte> Body => _inbound.AsSpan(_body.Start, _body.Length);

    /// <summary>Whether the last message is a status, not a message of a stream.</summary>
    public bool IsStatus => Body.StartsWith("NATS/1.0 "u8);

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_outbound.AsSpan(_written));
        _written += bytes.Length;
    }

    public void Write(long number)
    {
        Utf8Formatter.TryFormat(number, _outbound.AsSpan(_written), out var length);
        _written += length;
    }

    public void Flush()
    {
        for (var sent = 0; sent < _written;)
            sent += _socket.Send(_outbound.AsSpan(sent, _written - sent));
        _written = 0;
    }

    /// <summary>Waits for the next message.</summary>
    public void Next()
    {
        while (!TryNext())
            Receive();
    }

    /// <summary>The next message, if all of it has been received.</summary>
    public bool TryNext()
    {
        while (Unread.IndexOf((byte)'\n') is >= 0 and var end)
        {
            var line = Unread[..end];
            if (line[0] is (byte)'M' or (byte)'H')
                return TryMessage(line);
            _start += end + 1;
            Answer(line);
        }

        return false;
    }

    public void Receive()
    {
        if (_inbound.Length - _end < 1 << 16)
        {
            Unread.CopyTo(_inbound);
            (_start, _end) = (0, _end - _start);
        }

        var count = _socket.Receive(_inbound.AsSpan(_end));
        _end += count > 0 ? count : throw new InvalidOperationException("nats-server closed the bare connection.");
    }

    public void Dispose() => _socket.Dispose();

    private Span<byte> Unread => _inbound.AsSpan(_start, _end - _start);

    private bool TryMessage(ReadOnlySpan<byte> line)
    {
        var header = line.Length + 1;
        line = line[..^1];
        var space = line.LastIndexOf((byte)' ');
        if (!Utf8Parser.TryParse(line[(space + 1)..], out int length, out _))
            throw new InvalidOperationException("nats-server's line has no size.");
        if (_end - _start < header + length + 2)
            return false;

        _reply = ReplyIn(line, line[0] == 'H' ? 2 : 1);
        _body = (_start + header, length);
        _start += header + length + 2;
        return true;
    }

    // VERB subject sid [reply] sizes: the reply is what stands between the sid and the sizes.
    private (int Start, int Length) ReplyIn(ReadOnlySpan<byte> line, int sizes)
    {
        for (var skipped = 0; skipped < sizes; skipped++)
            line = line[..line.LastIndexOf((byte)' ')];
        var start = line.LastIndexOf((byte)' ') + 1;
        return (_start + start, line.Length - start);
    }

    private void Answer(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("-ERR"u8))
            throw new InvalidOperationException($"nats-server refuses the bare exchange: {Encoding.ASCII.GetString(line)}");
        if (!line.StartsWith("PING"u8))
            return;
        Write("PONG\r\n"u8);
        Flush();
    }

    private ReadOnlySpan<byte> Line()
    {
        int end;
        while ((end = Unread.IndexOf((byte)'\n')) < 0)
            Receive();
        var line = Unread[..end];
        _start += end + 1;
        Answer(line);
        return line;
    }
}
