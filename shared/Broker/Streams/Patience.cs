namespace Pipeline.Broker.Streams;

/// <summary>A wait's length from now on, by the machine's steady clock: a wall clock that is set neither ends it nor lengthens it.</summary>
internal sealed class Patience(TimeProvider time, TimeSpan length)
{
    private readonly long _start = time.GetTimestamp();

    public TimeSpan Left => length - time.GetElapsedTime(_start);
}
