using Pipeline.Contracts;

namespace Pipeline.Broker.Rest;

/// <summary>A process's part of the account's requests: the seller's is the largest, because exits must never wait.</summary>
/// <param name="Trading">Part of the trading requests, 0 to 1.</param>
/// <param name="Sends">Part of its trading requests that reads may not use up, 0 to below 1; 0 for who only reads.</param>
/// <param name="Data">Part of the data requests, 0 to 1.</param>
/// <param name="Reads">What its reads are for.</param>
/// <param name="KeepFree">Requests the venue must have left for others before this process asks; below zero for the seller, who never holds back.</param>
internal sealed record RequestShare(double Trading, double Sends, double Data, RequestUrgency Reads, int KeepFree)
{
    public static RequestShare For(string? process) => process switch
    {
        // A step of the seller is one send after three or four reads. Its data are quotes to sell at when no stream tells them.
        Processes.Seller => new(0.45, 0.2, 0.14, RequestUrgency.Protecting, -1),
        Processes.Monitor => new(0.25, 0, 0.01, RequestUrgency.Protecting, 10),
        Processes.Buyer => new(0.18, 0.5, 0.05, RequestUrgency.Reading, 20),
        Processes.Scanner => new(0.05, 0, 0.75, RequestUrgency.Reading, 30),
        // Whoever works by hand: flatten sends as well.
        _ => new(0.07, 0.3, 0.05, RequestUrgency.Reading, 30),
    };
}
