using System.CommandLine;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Alerts;
using Pipeline.Hosting;
using Pipeline.Orchestrator.Alerts;

namespace Pipeline.Orchestrator.Commands;

/// <summary>Which alerts are listed.</summary>
internal sealed class AlertListOptions
{
    private static readonly string[] Severities = [.. Enum.GetNames<EventSeverity>().Select(name => name.ToLowerInvariant())];

    private static readonly string[] Kinds = [.. Enum.GetValues<AlertKind>().Select(AlertRules.NameOf)];

    private readonly Option<bool> _all = new("--all") { Description = "Acknowledged ones too." };
    private readonly Option<int> _days = new("--days") { Description = "How far back, 1 to 90.", DefaultValueFactory = _ => 7 };
    private readonly Option<string?> _symbol = new("--symbol") { Description = "Only of this symbol." };
    private readonly Option<string?> _severity = new("--severity") { Description = "The quietest to show." };
    private readonly Option<string?> _kind = new("--kind") { Description = $"Only of this kind: {string.Join(", ", Kinds)}.", HelpName = "kind" };
    private readonly Option<int?> _limit = CommonOptions.Limit();

    public void AddTo(Command command)
    {
        _severity.AcceptOnlyFromAmong(Severities);
        _kind.AcceptOnlyFromAmong(Kinds);
        _days.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var asked && asked is < 1 or > 90)
                result.AddError($"--days {asked} is not within 1 to 90.");
        });
        foreach (var option in new Option[] { _all, _days, _symbol, _severity, _kind, _limit })
            command.Add(option);
    }

    public int DaysOf(ParseResult parsed) => parsed.GetValue(_days);

    /// <summary>Takes of a book what is asked for, oldest first.</summary>
    /// <exception cref="PipelineException">Exit code 2: a value is not what it must be.</exception>
    public Func<IEnumerable<AlertLine>, IReadOnlyList<AlertLine>> FilterOf(ParseResult parsed)
    {
        var (all, symbol, kind, limit) = (parsed.GetValue(_all), ListOptions.SymbolOf(parsed.GetValue(_symbol)), parsed.GetValue(_kind), parsed.GetValue(_limit));
        var least = parsed.GetValue(_severity) is { } severity ? Enum.Parse<EventSeverity>(severity, ignoreCase: true) : EventSeverity.Info;
        return lines => [.. lines.Where(line => Wants(line.Alert) && (all || line.AcknowledgedAt is null)).TakeLast(limit ?? int.MaxValue)];

        bool Wants(Alert alert) => (symbol is null || alert.Symbol == symbol) && (kind is null || AlertRules.NameOf(alert.Kind) == kind) && alert.Severity >= least;
    }
}
