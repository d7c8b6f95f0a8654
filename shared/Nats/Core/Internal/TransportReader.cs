using System.Runtime.ExceptionServices;

namespace NATS.Client.Core.Internal;

/// <summary>Reads a transport, and resumes who waited for what came, on two threads of its own that take turns.</summary>
/// <remarks>
/// One thread leads: it waits for bytes, handles them, and then resumes the code that waited for them itself, so that an answer wakes no
/// second thread. The other watches: when resumed code has not come back between two looks, it takes the lead and sends those who are
/// still to be resumed to the thread pool. So code that blocks holds up the connection for 2 ms at most, and may even block for an answer.
/// </remarks>
internal sealed class TransportReader(Transport from, Outbox outbox, TransportReader.Handler handler)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(1);

    [ThreadStatic]
    private static TransportReader? current;

    [ThreadStatic]
    private static long currentTurn;

    private readonly TaskCompletionSource<Exception> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly object sync = new();
    private readonly Queue<IThreadPoolWorkItem> woken = new();
    private long turn = 1;
    private long resumptions;
    private long resuming;
    private bool isWatched;
    private bool watcherRests;
    private bool over;
    private volatile bool isHeldUp;

    /// <summary>Handles the next complete frame received.</summary>
    /// <param name="handling">Not completed when the next one has to wait.</param>
    /// <returns>False when there is none.</returns>
    public delegate bool Handler(out ValueTask handling);

    /// <summary>Whether nothing is read because a handler makes us wait.</summary>
    public bool IsHeldUp => isHeldUp;

    /// <summary>Reads until the transport ends, and tells why it did.</summary>
    public Task<Exception> RunAsync()
    {
        Start(leads: true);
        Start(leads: false);
        return ended.Task;
    }

    /// <summary>To be called by handlers: has someone resumed once everything received is handled.</summary>
    public static void Wake(IThreadPoolWorkItem waiting)
    {
        if (current is { isWatched: true } reader && Volatile.Read(ref reader.turn) == currentTurn)
        {
            reader.woken.Enqueue(waiting);
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(waiting, preferLocal: false);
        }
    }

    /// <summary>Whether this very thread will soon send what is written now; to be called under the outbox's gate.</summary>
    /// <param name="outbox">Where it is written.</param>
    /// <param name="isUrgent">Whether only others who wait to be resumed may delay it.</param>
    public static bool SendsSoon(Outbox outbox, bool isUrgent) =>
        current is { } reader
        && reader.Writes(outbox)
        && Volatile.Read(ref reader.turn) == currentTurn
        && (!isUrgent || reader.woken.Count > 0);

    private bool Writes(Outbox other) => ReferenceEquals(outbox, other);

    private void Start(bool leads) =>
        new Thread(() => TakeTurns(leads)) { IsBackground = true, Name = "NATS reader" }.Start();

    private void TakeTurns(bool leads)
    {
        current = this;
        try
        {
            for (var mine = leads ? turn : Watch(); mine != 0; mine = Watch())
            {
                currentTurn = mine;
                Lead(mine);
            }
        }
        catch (Exception exception)
        {
            // Whatever it is, a connection that nobody reads must not look open.
            End(exception);
        }
    }

    private void Lead(long mine)
    {
        while (true)
        {
            while (handler(out var handling))
            {
                if (!handling.IsCompletedSuccessfully)
                {
                    WaitFor(handling);
                }
            }

            if (!ResumeWoken(mine))
            {
                return;
            }

            outbox.Flush();
            from.Receive();
        }
    }

    // What it waits for may need those who were woken before, and what they and we have written.
    private void WaitFor(ValueTask handling)
    {
        isHeldUp = true;
        LetGo();
        outbox.Flush();
        handling.AsTask().GetAwaiter().GetResult();
        isHeldUp = false;
    }

    /// <returns>False when the other thread has taken the lead meanwhile.</returns>
    private bool ResumeWoken(long mine)
    {
        while (true)
        {
            IThreadPoolWorkItem? next;
            lock (sync)
            {
                if (turn != mine)
                {
                    return false;
                }

                if (!woken.TryDequeue(out next))
                {
                    resuming = 0;
                    return true;
                }

                // Numbered by the batch: many that take their time hold up the connection as much as one that blocks.
                if (resuming == 0)
                {
                    resuming = ++resumptions;
                }

                if (watcherRests)
                {
                    watcherRests = false;
                    Monitor.Pulse(sync);
                }
            }

            Resume(next);
        }
    }

    private static void Resume(IThreadPoolWorkItem waiting)
    {
        try
        {
            waiting.Execute();
        }
        catch (Exception exception)
        {
            // It is not ours: it ends the process, as it would on the thread pool.
            var thrown = ExceptionDispatchInfo.Capture(exception);
            ThreadPool.UnsafeQueueUserWorkItem(static captured => captured.Throw(), thrown, preferLocal: false);
        }
    }

    /// <returns>The turn to lead; 0 when it is all over.</returns>
    private long Watch()
    {
        lock (sync)
        {
            isWatched = true;
            for (var (seen, before) = (0L, -1L); !over;)
            {
                if (resuming != 0 && resuming == seen)
                {
                    isWatched = false;
                    resuming = 0;
                    LetGo();
                    return ++turn;
                }

                watcherRests = resuming == 0 && resumptions == before;
                (seen, before) = (resuming, resumptions);
                Monitor.Wait(sync, watcherRests ? Timeout.InfiniteTimeSpan : BetweenLooks);
            }

            return 0;
        }
    }

    private void LetGo()
    {
        while (woken.TryDequeue(out var waiting))
        {
            ThreadPool.UnsafeQueueUserWorkItem(waiting, preferLocal: false);
        }
    }

    private void End(Exception exception)
    {
        lock (sync)
        {
            over = true;
            turn++;
            LetGo();
            Monitor.PulseAll(sync);
        }

        ended.TrySetResult(exception);
    }
}
