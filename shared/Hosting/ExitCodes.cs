namespace Pipeline.Hosting;

/// <summary>What every executable of the pipeline says when it ends.</summary>
public static class ExitCodes
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int NotRunning = 3;
    public const int Unhealthy = 4;
    public const int AlreadyRunning = 5;

    /// <summary>A service that is needed (nats-server, the venue, a port) is unavailable.</summary>
    public const int Unavailable = 69;
    public const int Refused = 77;
    public const int Configuration = 78;
    public const int Interrupted = 130;
}
