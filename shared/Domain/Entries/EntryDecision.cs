using System.Globalization;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Entries;

/// <summary>What to do about a signal.</summary>
public abstract record EntryDecision
{
    private EntryDecision()
    {
    }

    /// <param name="Quantity">Whole shares, or parts where the form takes them.</param>
    /// <param name="Limit">Paid at most a share.</param>
    /// <param name="Stop">Where the stop rests, as a leg or placed afterwards.</param>
    /// <param name="TakeProfit">Where the gain is taken, as a leg or by rule.</param>
    /// <param name="Reserved">Quantity at the limit; for a pair with the fee on top.</param>
    /// <param name="Form">What kind of order it is.</param>
    public sealed record Enter(Shares Quantity, Price Limit, Price Stop, Price TakeProfit, Money Reserved, EntryForm Form = EntryForm.Bracket) : EntryDecision;

    /// <param name="Reason">One of <see cref="EntryRefusals"/>.</param>
    /// <param name="Facts">The figures compared, as text.</param>
    public sealed record Refuse(string Reason, IReadOnlyDictionary<string, string> Facts) : EntryDecision
    {
        public static Refuse Because(string reason, params ReadOnlySpan<(string Name, object? Value)> facts)
        {
            var text = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var (name, value) in facts)
                text[name] = TextOf(value);
            return new Refuse(reason, text);
        }

        private static string TextOf(object? value) => value switch
        {
            null => "unknown",
            DateTimeOffset moment => moment.ToString("O", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
    }
}
