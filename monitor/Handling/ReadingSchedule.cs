using Pipeline.Monitor.Inputs;

namespace Pipeline.Monitor.Handling;

/// <summary>When the venue is read next: one reading at a time; a quick one goes first, because protection may wait for it and it costs a sixth of a whole one.</summary>
internal sealed class ReadingSchedule(MonitorOptions options)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private (DateTimeOffset At, string Cause)? _whole;
    private (DateTimeOffset At, string Cause)? _quick;
    private ReadingPlan? _underWay;

    /// <summary>Makes a reading of all the account due at a moment of the machine's clock, unless one is due earlier.</summary>
    public void Want(string cause, DateTimeOffset at) => _whole = Earlier(_whole, (at, cause));

    /// <summary>Makes a reading of all the account due now, and the cause of one that waits already.</summary>
    public void WantNow(string cause, DateTimeOffset now) => _whole = (_whole is { } due && due.At < now ? due.At : now, cause);

    /// <summary>Makes a reading of the open orders due, unless one is due earlier.</summary>
    public void WantQuick(string cause, DateTimeOffset at) => _quick = Earlier(_quick, (at, cause));

    /// <summary>The reading to begin now; null when none is due or one is under way.</summary>
    public ReadingPlan? Begin(DateTimeOffset machineNow)
    {
        if (_underWay is not null)
            return null;
        if (_quick is { } quick && quick.At <= machineNow)
        {
            _quick = null;
            return _underWay = new ReadingPlan(quick.Cause, IsWhole: false);
        }

        if (_whole is not { } whole || whole.At > machineNow)
            return null;
        _whole = null;
        return _underWay = new ReadingPlan(whole.Cause, IsWhole: true);
    }

    /// <param name="inDoubt">Two equal readings are needed: the second comes after the quiet time.</param>
    /// <param name="streamIsLost">Reading stands in for the stream.</param>
    public void Succeeded(DateTimeOffset machineNow, bool inDoubt, bool streamIsLost)
    {
        if (_underWay is { IsWhole: true })
        {
            if (inDoubt)
                Want("doubt", machineNow.AddSeconds(options.QuietSeconds + 0.1));
            else
                Want("schedule", machineNow.AddSeconds(options.ReconcileSeconds));
        }

        if (streamIsLost)
            WantQuick("polling", machineNow.AddSeconds(options.PollSeconds));
        _underWay = null;
    }

    public void Failed(DateTimeOffset machineNow)
    {
        if (_underWay is { IsWhole: false })
            WantQuick("retry", machineNow + RetryAfter);
        else
            Want("retry", machineNow + RetryAfter);
        _underWay = null;
    }

    private static (DateTimeOffset At, string Cause) Earlier((DateTimeOffset At, string Cause)? known, (DateTimeOffset At, string Cause) wanted) =>
        known is { } due && due.At <= wanted.At ? due : wanted;
}
