namespace Pipeline.Hosting;

/// <summary>Every kill point: its name is process, protocol, step; its sentence says what has happened there and what has not.</summary>
/// <remarks>The points of what every stage does alike; the other files hold those of one process each.</remarks>
public static partial class KillPoints
{
    /// <summary>The home's lock of the stage is taken; nothing is connected.</summary>
    public const string StageStartLocked = "stage.start.locked";

    /// <summary>NATS answers the stage; it has not written down that it runs.</summary>
    public const string StageStartConnected = "stage.start.connected";

    /// <summary>It is written down that the stage runs; it has read nothing.</summary>
    public const string StageStartRecorded = "stage.start.recorded";

    /// <summary>What an event tells has happened; the event is not stored.</summary>
    public const string StageEventStoring = "stage.event.storing";

    /// <summary>The event is stored; the stage does not know.</summary>
    public const string StageEventStored = "stage.event.stored";

    /// <summary>The stage has ended in order; its record in run/ still says that it runs.</summary>
    public const string StageShutdownEnded = "stage.shutdown.ended";
}
