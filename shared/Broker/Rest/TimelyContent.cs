using System.Net;
using System.Text;

namespace Pipeline.Broker.Rest;

/// <summary>A body that is written only before its time: asked at the last moment there is, because a process may stand still anywhere before.</summary>
/// <param name="sendBefore">Machine time from which on it is not written.</param>
internal sealed class TimelyContent(string body, DateTimeOffset sendBefore, TimeProvider time) : StringContent(body, Encoding.UTF8, "application/json")
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        time.GetUtcNow() < sendBefore ? base.SerializeToStreamAsync(stream, context, cancellationToken) : throw new TooLateException();
}

/// <summary>Nothing has left: the connection buffers the head of a request until its body is written.</summary>
internal sealed class TooLateException() : Exception("Its time to be sent has passed.");
