using System.Net.WebSockets;
using Pipeline.Simulator.Faults.Sockets;
using Pipeline.Simulator.Streams;

namespace Pipeline.Simulator.Http;

/// <summary>The WebSocket endpoints.</summary>
/// <param name="strict">True to take exactly one document a message.</param>
public sealed class StreamRoutes(StreamRegistry streams, bool strict, CancellationToken stopping)
{
    /// <param name="serve">Talks with a client until either side ends.</param>
    /// <param name="plain">Answers those who do not ask for a WebSocket; null to tell them that they should.</param>
    public void Map(IEndpointRouteBuilder routes, string path, Func<WebSocket, StreamHandshake, CancellationToken, Task> serve, RequestDelegate? plain = null) =>
        routes.MapGet(path, async context =>
        {
            if (!context.WebSockets.IsWebSocketRequest)
            {
                await (plain?.Invoke(context) ?? Reply.Message(400, "this is a WebSocket endpoint").WriteAsync(context.Response));
                return;
            }

            var handshake = StreamHandshake.Of(context.Request, strict);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, context.RequestAborted);
            await streams.ServeAsync(context, (socket, cancellationToken) => serve(socket, handshake, cancellationToken), ending.Token);
        });
}
