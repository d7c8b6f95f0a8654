using System.Globalization;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Spectre.Console;

namespace Pipeline.Orchestrator.Output;

/// <summary>Figures as a person reads them; scripts get the exact ones by <c>--json</c>.</summary>
public static class Figures
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    /// <summary>Cents from one dollar upward, four decimals below; a dash for none.</summary>
    public static string Text(Price? price) =>
        price is { } known ? known.Value.ToString(known.Value < 1 ? "0.0000" : "0.00", CultureInfo.InvariantCulture) : "-";

    public static string Dollars(Money money) => money.Value.ToString("#,##0.00", CultureInfo.InvariantCulture);

    /// <summary>With its sign, green above zero and red below.</summary>
    public static string Gain(Money money)
    {
        var text = money.Value.ToString("+#,##0.00;-#,##0.00;0.00", CultureInfo.InvariantCulture);
        return money.Value > 0 ? $"[green]{text}[/]" : money.Value < 0 ? $"[red]{text}[/]" : text;
    }

    /// <summary>The reason in words: trailing stop, end of day.</summary>
    public static string Words(ExitReason reason) =>
        string.Concat(reason.ToString().Select((letter, index) => index > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    /// <summary>Time of day in New York, where the market is.</summary>
    public static string Clock(DateTimeOffset? time) => Zoned(time, "HH:mm:ss");

    /// <summary>Day and time of day in New York.</summary>
    public static string Moment(DateTimeOffset? time) => Zoned(time, "ddd yyyy-MM-dd HH:mm:ss");

    /// <summary>In New York, in any format.</summary>
    public static string Zoned(DateTimeOffset? time, string format) =>
        time is { } utc ? TimeZoneInfo.ConvertTime(utc, NewYork).ToString(format, CultureInfo.InvariantCulture) : "-";
}
