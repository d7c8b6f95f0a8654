using Pipeline.Contracts.Control;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Entries;

/// <summary>What the venue's answers say against entering at all, until something shows that it is over.</summary>
/// <remarks>Whoever holds it enters nothing while anything stands. What follows for the others is decided elsewhere.</remarks>
public sealed class EntryTrouble
{
    private const int SameRefusals = 3;
    private const int SameOutages = 2;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LargestSkew = TimeSpan.FromSeconds(2);

    private readonly SortedDictionary<TradingCondition, Standing> _standing = [];
    private string? _lastRefusal;
    private int _refusals;
    private int _outages;
    private int _skewed;
    private Money _unpaid;
    private DateTimeOffset? _silentSince;

    /// <summary>What stands now, each with a sentence for a person.</summary>
    public IReadOnlyDictionary<TradingCondition, string> All => _standing.ToDictionary(one => one.Key, one => one.Value.Text);

    /// <summary>The venue has taken an entry.</summary>
    public void Accepted()
    {
        (_lastRefusal, _refusals) = (null, 0);
        Answered();
    }

    /// <summary>The venue, or its rules before sending, has refused an entry.</summary>
    /// <param name="refusal">Status and words.</param>
    /// <param name="cost">What it would have cost.</param>
    /// <param name="at">Machine time.</param>
    public void Refused(EntryRefusal refusal, Money cost, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        _refusals = refusal.Kind == _lastRefusal ? _refusals + 1 : 1;
        _lastRefusal = refusal.Kind;
        _outages = 0;
        if (refusal.Meaning == EntryRefusalMeaning.BadKeys)
            Raise(TradingCondition.BadKeys, $"The venue refuses the keys ({refusal.Words}).", at);
        if (refusal.Meaning == EntryRefusalMeaning.NoMoney)
        {
            _unpaid = cost > _unpaid ? cost : _unpaid;
            Raise(TradingCondition.InsufficientFunds, $"The venue says that an entry of {cost} cannot be paid ({refusal.Words}), against our own reckoning.", at);
        }

        if (_refusals >= SameRefusals)
            Raise(TradingCondition.RepeatedRefusals, $"The venue has refused {_refusals} entries in a row with the same words ({refusal.Words}).", at);
    }

    /// <summary>A request for an entry ended in the venue's own trouble, and nothing says whether it was booked.</summary>
    /// <param name="httpStatus">Null when no answer came.</param>
    /// <param name="at">Machine time.</param>
    public void Unanswered(int? httpStatus, DateTimeOffset at)
    {
        if (httpStatus is not (500 or 502 or 503 or 504))
            return;
        if (++_outages >= SameOutages)
            Raise(TradingCondition.VenueMaintenance, $"The venue answers entries with {httpStatus}.", at);
    }

    /// <summary>The account was read.</summary>
    /// <param name="reading">Its money, and when the request left.</param>
    /// <param name="leastEntry">What the smallest entry costs.</param>
    public void AccountRead(AccountValues reading, Money leastEntry)
    {
        ArgumentNullException.ThrowIfNull(reading);
        _silentSince = null;
        _outages = 0;
        Answered();
        if (!_standing.TryGetValue(TradingCondition.InsufficientFunds, out var unpaid) || reading.ReadAt <= unpaid.Since || reading.BuyingPower < (leastEntry > _unpaid ? leastEntry : _unpaid))
            return;
        _unpaid = Money.Zero;
        _standing.Remove(TradingCondition.InsufficientFunds);
    }

    /// <summary>The account was asked for and not read.</summary>
    /// <param name="httpStatus">The venue's refusal; null when no usable answer came.</param>
    /// <param name="why">For a person.</param>
    /// <param name="askedAt">Machine time at which the question left.</param>
    /// <param name="at">Machine time.</param>
    public void AccountUnread(int? httpStatus, string why, DateTimeOffset askedAt, DateTimeOffset at)
    {
        if (httpStatus is 401 or 403)
        {
            Raise(TradingCondition.BadKeys, $"The venue refuses the keys ({why}).", at);
            return;
        }

        _silentSince ??= askedAt;
        if (at - _silentSince >= LongestSilence)
            Raise(TradingCondition.VenueMaintenance, $"The venue has not shown the account for {(at - _silentSince.Value).TotalSeconds:0} s ({why}).", at);
    }

    /// <summary>Whether the account is long only without margin, as the venue says.</summary>
    public void LongOnly(bool holds, string text, DateTimeOffset at)
    {
        if (holds)
            _standing.Remove(TradingCondition.AccountUnsafe);
        else
            Raise(TradingCondition.AccountUnsafe, text, at);
    }

    /// <summary>By how much our clock and the venue's differ, beyond what the question's way explains (machine time). One reading alone says nothing.</summary>
    public void ClockRead(TimeSpan difference, DateTimeOffset at)
    {
        _skewed = difference.Duration() > LargestSkew ? _skewed + 1 : 0;
        if (_skewed >= 2)
            Raise(TradingCondition.ClockSkewed, $"Our clock and the venue's differ by {difference.TotalSeconds:0.0} s.", at);
        else if (_skewed == 0)
            _standing.Remove(TradingCondition.ClockSkewed);
    }

    /// <summary>A control could not be read, or the one that decides could again.</summary>
    public void ControlRead(string? fault, DateTimeOffset at)
    {
        if (fault is null)
            _standing.Remove(TradingCondition.ControlUnreadable);
        else
            Raise(TradingCondition.ControlUnreadable, $"A control cannot be read: {fault}", at);
    }

    /// <summary>A person let entries go on: refusals are counted anew.</summary>
    /// <param name="at">Machine time of the resume; what was raised later stands.</param>
    public void Resumed(DateTimeOffset at)
    {
        if (!_standing.TryGetValue(TradingCondition.RepeatedRefusals, out var repeated) || repeated.Since > at)
            return;
        (_lastRefusal, _refusals) = (null, 0);
        _standing.Remove(TradingCondition.RepeatedRefusals);
    }

    private void Answered()
    {
        _standing.Remove(TradingCondition.BadKeys);
        _standing.Remove(TradingCondition.VenueMaintenance);
    }

    private void Raise(TradingCondition condition, string text, DateTimeOffset at) => _standing.TryAdd(condition, new Standing(text, at));

    private sealed record Standing(string Text, DateTimeOffset Since);
}
