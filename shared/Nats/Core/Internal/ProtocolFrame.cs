namespace NATS.Client.Core.Internal;

/// <summary>What one line, and its payload, from the server is.</summary>
internal enum FrameKind
{
    Info,
    Message,
    Ping,
    Pong,
    Ok,
    Error,
}

/// <summary>A part of the buffer a frame was read from, counted from the frame's first byte.</summary>
internal readonly record struct Part(int Start, int Length)
{
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> frame) => frame.Slice(Start, Length);
}

/// <summary>One complete piece of protocol.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Length">Bytes it takes in all.</param>
/// <param name="Text">INFO's JSON, or the complaint of -ERR without its quotes.</param>
/// <param name="Sid">The subscription a message is for.</param>
/// <param name="Subject">A message's subject.</param>
/// <param name="ReplyTo">Its reply subject; empty without one.</param>
/// <param name="Headers">Its header block; empty without one.</param>
/// <param name="Payload">Its payload.</param>
internal readonly record struct ProtocolFrame(
    FrameKind Kind,
    int Length,
    Part Text = default,
    int Sid = 0,
    Part Subject = default,
    Part ReplyTo = default,
    Part Headers = default,
    Part Payload = default);
