using System.CommandLine;
using System.Text.Json;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Live;
using Pipeline.Orchestrator.Output;
using Spectre.Console;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>evidence</c>: counts the clean trades of the running paper profile, on which live trading opens.</summary>
public static class EvidenceCommand
{
    public static Command Create(TimeProvider machine)
    {
        var json = CommonOptions.Json();
        var command = new Command("evidence", "Count the clean trades of the running paper profile, on which live trading opens. Ends with 0 when they are enough, 77 when not.") { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var paper = PipelineHome.Of("paper");
            var verdicts = await EvidenceReading.JudgeAsync(paper, cancellationToken);
            var evidence = EvidenceReading.Summed(verdicts, machine.GetUtcNow());
            evidence.Write(paper);
            var needed = LiveOptions.Read(PipelineHome.Of(LiveGuard.Profile)).CleanTrades;
            Show(evidence, needed, parsed.GetValue(json));
            return evidence.CleanTrades >= needed ? ExitCodes.Done : ExitCodes.Refused;
        });
        return command;
    }

    private static void Show(Evidence evidence, int needed, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { evidence.CleanTrades, evidence.Trades, needed, evidence.Stains }, JsonSerializerOptions.Web));
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("trades", "why they are no evidence");
        foreach (var (stain, count) in evidence.Stains.OrderByDescending(stain => stain.Value))
            table.AddRow($"{count}", Markup.Escape(stain));
        if (evidence.Stains.Count > 0)
            AnsiConsole.Write(table);
        Console.Error.WriteLine($"{evidence.CleanTrades} of {evidence.Trades} paper trades are clean; live trading opens on {needed}.");
    }
}
