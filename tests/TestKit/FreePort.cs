using System.Net;
using System.Net.Sockets;

namespace Pipeline.Tests.TestKit;

/// <summary>A loopback TCP port that nobody listens on at this moment.</summary>
/// <remarks>Another process may take it before it is used: prefer letting the server choose (port 0) where it can tell which it chose.</remarks>
public static class FreePort
{
    /// <summary>Asks the system for a port and gives it back at once.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
