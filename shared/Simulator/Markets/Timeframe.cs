using System.Globalization;
using Pipeline.Exchange;

namespace Pipeline.Simulator.Markets;

/// <summary>A bar length such as 5Min or 1Day.</summary>
/// <param name="Unit">One of Min, Hour, Day, Week, Month.</param>
public sealed record Timeframe(int Amount, string Unit)
{
    /// <summary>Bars of a whole day.</summary>
    public static Timeframe Daily { get; } = new(1, "Day");

    /// <summary>The timeframe of a text, or null when it is none: 1 to 59 minutes, 1 to 23 hours, a day, a week, or 1, 2, 3, 6 or 12 months.</summary>
    public static Timeframe? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        if (!int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var amount)) return null;
        return (text[digits..], amount) switch
        {
            ("Min" or "T", >= 1 and <= 59) => new Timeframe(amount, "Min"),
            ("Hour" or "H", >= 1 and <= 23) => new Timeframe(amount, "Hour"),
            ("Day" or "D", 1) => Daily,
            ("Week" or "W", 1) => new Timeframe(1, "Week"),
            ("Month" or "M", 1 or 2 or 3 or 6 or 12) => new Timeframe(amount, "Month"),
            _ => null,
        };
    }

    /// <summary>Start of the bar that a moment falls into; days and longer begin at midnight, New York's for stocks and UTC's for what trades around the clock.</summary>
    public DateTimeOffset StartOf(DateTimeOffset at, bool aroundTheClock = false)
    {
        var length = TimeSpan.FromMinutes(Amount * (Unit == "Hour" ? 60 : 1)).Ticks;
        var day = aroundTheClock ? DateOnly.FromDateTime(at.UtcDateTime) : NewYork.DayOf(at);
        return Unit switch
        {
            "Min" or "Hour" => new DateTimeOffset(at.UtcTicks - (at.UtcTicks % length), TimeSpan.Zero),
            "Day" => Midnight(day),
            "Week" => Midnight(day.AddDays(-(((int)day.DayOfWeek + 6) % 7))),
            _ => Midnight(new DateOnly(day.Year, day.Month - ((day.Month - 1) % Amount), 1)),
        };

        DateTimeOffset Midnight(DateOnly of) =>
            aroundTheClock ? new DateTimeOffset(of.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : NewYork.At(of, TimeOnly.MinValue);
    }

    /// <summary>Start of the bar after the one that starts at a moment.</summary>
    public DateTimeOffset Following(DateTimeOffset start, bool aroundTheClock = false) => Unit switch
    {
        "Min" => start.AddMinutes(Amount),
        "Hour" => start.AddHours(Amount),
        // A little more than the longest day, week or month, for daylight saving and the calendar.
        "Day" => StartOf(start.AddHours(30), aroundTheClock),
        "Week" => StartOf(start.AddDays(8), aroundTheClock),
        _ => StartOf(start.AddDays((31 * Amount) + 5), aroundTheClock),
    };

    /// <summary>Puts minute bars, oldest first, together to bars of this length.</summary>
    public IEnumerable<MinuteBar> Combine(IEnumerable<MinuteBar> minutes, bool aroundTheClock = false)
    {
        if (this is { Amount: 1, Unit: "Min" })
        {
            foreach (var minute in minutes) yield return minute;
            yield break;
        }

        MinuteBar? bar = null;
        decimal value = 0m;
        foreach (var minute in minutes)
        {
            var start = StartOf(minute.At, aroundTheClock);
            if (bar is not null && bar.At != start)
            {
                yield return Averaged(bar, value);
                (bar, value) = (null, 0m);
            }

            value += minute.AveragePrice * minute.Volume;
            bar = bar is null ? minute with { At = start } : bar with
            {
                High = Math.Max(bar.High, minute.High),
                Low = Math.Min(bar.Low, minute.Low),
                Close = minute.Close,
                Volume = bar.Volume + minute.Volume,
                Trades = bar.Trades + minute.Trades,
            };
        }

        if (bar is not null) yield return Averaged(bar, value);
    }

    private static MinuteBar Averaged(MinuteBar bar, decimal value) =>
        bar.Volume == 0 ? bar : bar with { AveragePrice = decimal.Round(value / bar.Volume, 4) };
}
