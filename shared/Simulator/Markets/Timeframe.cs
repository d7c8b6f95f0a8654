using System.Globalization;
using Pipeline.Exchange;

namespace Pipeline.Simulator.Markets;

/// <summary>A bar length such as 5Min or 1Day.</summary>
/// <param name="Unit">One of Min, Hour, Day, Week, Month.</param>
public sealed record Timeframe(int Amount, string Unit)
{
    /// <summary>The timeframe of a text, or null when it is none.</summary>
    public static Timeframe? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        if (!int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var amount) || amount is < 1 or > 59) return null;
        var unit = text[digits..] switch
        {
            "Min" or "T" => "Min",
            "Hour" or "H" => "Hour",
            "Day" or "D" => "Day",
            "Week" or "W" => "Week",
            "Month" or "M" => "Month",
            _ => null,
        };
        return unit is null || (unit is not "Min" and not "Hour" && amount != 1) ? null : new Timeframe(amount, unit);
    }

    /// <summary>Start of the bar that a moment falls into; days and longer begin at New York midnight.</summary>
    public DateTimeOffset StartOf(DateTimeOffset at)
    {
        var length = TimeSpan.FromMinutes(Amount * (Unit == "Hour" ? 60 : 1)).Ticks;
        var day = NewYork.DayOf(at);
        return Unit switch
        {
            "Min" or "Hour" => new DateTimeOffset(at.UtcTicks - (at.UtcTicks % length), TimeSpan.Zero),
            "Day" => NewYork.At(day, TimeOnly.MinValue),
            "Week" => NewYork.At(day.AddDays(-(((int)day.DayOfWeek + 6) % 7)), TimeOnly.MinValue),
            _ => NewYork.At(new DateOnly(day.Year, day.Month, 1), TimeOnly.MinValue),
        };
    }

    /// <summary>Puts minute bars, oldest first, together to bars of this length.</summary>
    public IEnumerable<MinuteBar> Combine(IEnumerable<MinuteBar> minutes)
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
            var start = StartOf(minute.At);
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
