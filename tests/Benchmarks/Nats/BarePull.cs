using System.Text;

namespace Pipeline.Tests.Benchmarks.Nats;

/// <summary>Messages pulled from a consumer, asked for as our client asks: a thousand ahead, and more when half of them are left.</summary>
internal sealed class BarePull(Wire wire, string stream, string consumer, string inbox)
{
    private const int Most = 1000;
    private readonly string _asking = $"PUB $JS.API.CONSUMER.MSG.NEXT.{stream}.{consumer} {inbox} ";
    private int _asked;

    public void AskIfLow()
    {
        if (_asked > Most / 2)
            return;
        var request = $"{{\"batch\":{Most - _asked},\"expires\":30000000000,\"idle_heartbeat\":15000000000}}";
        _asked = Most;
        wire.Write(Encoding.ASCII.GetBytes($"{_asking}{request.Length}\r\n{request}\r\n"));
    }

    /// <summary>The next message among those received.</summary>
    public bool TryNext()
    {
        while (wire.TryNext())
        {
            if (wire.IsStatus)
                continue;
            _asked--;
            return true;
        }

        return false;
    }
}
