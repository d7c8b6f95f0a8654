using System.Net;
using System.Net.Sockets;
using Pipeline.Hosting;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>Loopback ports for the servers of a home.</summary>
public static class FreePorts
{
    /// <summary>A free port that nobody of this home has been promised.</summary>
    /// <param name="promised">Ports whose servers may not listen yet: the system might hand out the same again.</param>
    public static int Any(params IReadOnlyCollection<int> promised)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        // Held until another is found, so that it is another.
        return promised.Contains(port) ? Any(promised) : port;
    }

    /// <summary>The wanted port, or any free one when 0 is wanted.</summary>
    /// <param name="promised">Ports of the home's other servers.</param>
    /// <exception cref="PipelineException">Exit code 69: the wanted port is taken.</exception>
    public static int Take(string server, int wanted, params IReadOnlyCollection<int> promised)
    {
        if (wanted == 0)
            return Any(promised);
        using var listener = new TcpListener(IPAddress.Loopback, wanted);
        try
        {
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException taken)
        {
            throw new PipelineException(
                ExitCodes.Unavailable,
                $"Port {wanted} on 127.0.0.1, wanted for {server}, is taken by another program ({taken.SocketErrorCode}). Stop that program, or set another port (0 for any): Orchestrator:{(server == Contracts.Processes.NatsServer ? "NatsPort" : "SimulatorPort")}.",
                taken);
        }
    }

    public static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
