using System.CommandLine;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Journal.Reading;
using Pipeline.Orchestrator.Output;
using Symbol = Pipeline.Contracts.Values.Symbol;

namespace Pipeline.Orchestrator.Commands;

/// <summary>What every list can be asked: which rows, and in which form.</summary>
public sealed class ListOptions
{
    private readonly Option<string> _profile = CommonOptions.Profile();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<bool> _csv = CommonOptions.Csv();
    private readonly Option<string?> _symbol = new("--symbol") { Description = "Only this symbol." };
    private readonly Option<string?> _strategy = new("--strategy") { Description = "Only this strategy." };
    private readonly Option<string?> _since = new("--since") { Description = "From this moment of the venue's time on: 2026-01-05, 2026-01-05T15:30 (New York), an ISO time with its offset, or back from now: 90m, 24h, 7d, 2w." };
    private readonly Option<string?> _until = new("--until") { Description = "Before this moment; written like --since." };
    private readonly Option<int?> _limit = CommonOptions.Limit();

    /// <param name="all">Filters too, not only profile and form.</param>
    public void AddTo(Command command, bool all = true)
    {
        ArgumentNullException.ThrowIfNull(command);
        command.OneForm(_json, _csv);
        List<Option> options = [_profile, .. all ? (Option[])[_symbol, _strategy, _since, _until, _limit] : [], _json, _csv];
        options.ForEach(command.Add);
    }

    public PipelineHome HomeOf(ParseResult parsed) => parsed.Home(_profile);

    public ListForm FormOf(ParseResult parsed) => parsed.Form(_json, _csv);

    /// <summary>Refuses what can be told wrong without knowing the time.</summary>
    /// <exception cref="PipelineException">Exit code 2: a value is not what it must be.</exception>
    public void Check(ParseResult parsed)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        SymbolOf(parsed.GetValue(_symbol));
        MomentText.Parse("--since", parsed.GetValue(_since), () => default(DateTimeOffset).AddYears(1000));
        MomentText.Parse("--until", parsed.GetValue(_until), () => default(DateTimeOffset).AddYears(1000));
    }

    /// <param name="venueNow">Asked only where a moment is told back from now.</param>
    /// <exception cref="PipelineException">Exit code 2: a value is not what it must be.</exception>
    public JournalFilter FilterOf(ParseResult parsed, Func<DateTimeOffset> venueNow)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        var filter = new JournalFilter
        {
            Symbol = SymbolOf(parsed.GetValue(_symbol)),
            Strategy = parsed.GetValue(_strategy),
            Since = MomentText.Parse("--since", parsed.GetValue(_since), venueNow),
            Until = MomentText.Parse("--until", parsed.GetValue(_until), venueNow),
            Limit = parsed.GetValue(_limit),
        };
        return filter is { Since: { } since, Until: { } until } && since >= until
            ? throw new PipelineException(ExitCodes.Usage, "--since is not before --until: nothing lies between them.")
            : filter;
    }

    /// <exception cref="PipelineException">Exit code 2: it is no symbol.</exception>
    public static Symbol? SymbolOf(string? text) =>
        text is null ? null : Symbol.TryParse(text.ToUpperInvariant(), out var symbol) ? symbol : throw new PipelineException(ExitCodes.Usage, $"'{text}' is not a symbol: write it as AAPL, BRK.B or BTC/USD.");
}
