using Dapper;

namespace Pipeline.Orchestrator.Journal.Reading;

/// <summary>The WHERE of a query, put together from what is asked; values never stand in the text.</summary>
internal sealed class Conditions
{
    private readonly List<string> _all = [];

    public DynamicParameters Values { get; } = new();

    /// <summary>Adds a condition when there is a value for it.</summary>
    /// <param name="sql">Names the value by <paramref name="name"/> with an @ before it.</param>
    public Conditions When<T>(T? value, string name, string sql)
    {
        if (value is null)
            return this;
        _all.Add(sql);
        Values.Add(name, value);
        return this;
    }

    public Conditions Always(string sql)
    {
        _all.Add(sql);
        return this;
    }

    /// <summary>Symbol, strategy and time, as every list is filtered.</summary>
    public Conditions With(JournalFilter filter, string time, string? strategy = "strategy") => With(filter, time, "symbol", strategy);

    /// <inheritdoc cref="With(JournalFilter, string, string?)"/>
    public Conditions With(JournalFilter filter, string time, string symbol, string? strategy)
    {
        When(filter.Symbol?.Name, "symbol", $"{symbol} = @symbol");
        if (strategy is not null)
            When(filter.Strategy, "strategy", $"{strategy} = @strategy");
        When(JournalText.Of(filter.Since), "since", $"{time} >= @since");
        return When(JournalText.Of(filter.Until), "until", $"{time} < @until");
    }

    public override string ToString() => _all.Count == 0 ? "" : $"WHERE {string.Join(" AND ", _all)}";
}
