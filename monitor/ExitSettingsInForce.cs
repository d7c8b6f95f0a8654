using Pipeline.Domain.Exits.Rules;
using Pipeline.Domain.Ledger;

namespace Pipeline.Monitor;

/// <summary>The exit settings of each strategy, as the options say them.</summary>
internal sealed class ExitSettingsInForce(MonitorOptions options)
{
    private readonly ExitSettings _general = options.Exits.ToSettings();
    private readonly Dictionary<string, ExitSettings> _byStrategy = options.Strategies.ToDictionary(one => one.Key, one => one.Value.ToSettings(), StringComparer.Ordinal);

    public MonitorOptions Options => options;

    /// <summary>Of a position's strategy; nobody asked us to trade what we found: an adopted position is protected, not timed.</summary>
    public ExitSettings Of(string? strategy) => strategy switch
    {
        { } named when _byStrategy.TryGetValue(named, out var own) => own,
        RoundTrip.AdoptedStrategy => _general with { TimeLimit = null, BeforeClose = null, Deceleration = null },
        _ => _general,
    };
}
