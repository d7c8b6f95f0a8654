using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Contracts.Events;
using Pipeline.Hosting;
using Spectre.Console;

namespace Pipeline.Orchestrator.Output;

/// <summary>What a reconciliation found: a table for a person, a line a finding and one for the end for a script.</summary>
public static class ReconcileReport
{
    /// <returns>0 when nothing stands, else 4.</returns>
    public static int Show(IReadOnlyList<PipelineEvent> told, bool json)
    {
        ArgumentNullException.ThrowIfNull(told);
        var end = told[^1];
        var findings = told.Where(one => one.Type is "reconcile_mismatch" or "orphan_found").ToArray();
        var mended = told.Where(one => one.Type == "reconcile_mended").Select(one => (one.Symbol, one.OrderId, Kind: one.Facts.GetValueOrDefault("kind"))).ToHashSet();

        // What could not be decided in the time there was is no agreement.
        var standing = int.Parse(Fact(end, "undecided"), CultureInfo.InvariantCulture) + findings.Count(one => !mended.Contains((one.Symbol, one.OrderId, one.Reason)));
        if (json)
            Lines(findings, mended.Count, standing, end);
        else
            Table(findings, mended, standing, end);
        return standing == 0 ? ExitCodes.Done : ExitCodes.Unhealthy;
    }

    private static void Table(
        PipelineEvent[] findings, HashSet<(Contracts.Values.Symbol?, string?, string?)> mended, int standing, PipelineEvent end)
    {
        if (findings.Length > 0)
        {
            var table = new Table().Border(TableBorder.Rounded).AddColumns("what", "symbol", "book", "venue", "order", "done", "in words");
            foreach (var one in findings)
            {
                table.AddRow(
                    Markup.Escape((one.Reason ?? "").Replace('_', ' ')),
                    Markup.Escape(one.Symbol?.Name ?? "-"),
                    Fact(one, "book"),
                    Fact(one, "venue"),
                    Markup.Escape(one.OrderId ?? "-"),
                    mended.Contains((one.Symbol, one.OrderId, one.Reason)) ? "mended" : Fact(one, "action").Replace('_', ' '),
                    Markup.Escape(one.Text ?? ""));
            }

            AnsiConsole.Write(table);
        }

        Console.Error.WriteLine(standing == 0
            ? $"Book and venue agree: {Fact(end, "positions")} positions and {Fact(end, "orders")} orders compared, {findings.Length} differences found and mended."
            : $"{standing} differences stand.");
    }

    private static void Lines(PipelineEvent[] findings, int mended, int standing, PipelineEvent end)
    {
        foreach (var one in findings)
        {
            Console.WriteLine(new JsonObject
            {
                ["type"] = "finding",
                ["kind"] = one.Reason,
                ["symbol"] = one.Symbol?.Name,
                ["orderId"] = one.OrderId,
                ["book"] = Fact(one, "book"),
                ["venue"] = Fact(one, "venue"),
                ["action"] = Fact(one, "action"),
                ["severity"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(one.Severity.ToString()),
                ["text"] = one.Text,
            }.ToJsonString());
        }

        Console.WriteLine(new JsonObject
        {
            ["type"] = "summary",
            ["dryRun"] = Fact(end, "dryRun") == "true",
            ["found"] = findings.Length,
            ["mended"] = mended,
            ["standing"] = standing,
            ["undecided"] = int.Parse(Fact(end, "undecided"), CultureInfo.InvariantCulture),
            ["orders"] = int.Parse(Fact(end, "orders"), CultureInfo.InvariantCulture),
            ["positions"] = int.Parse(Fact(end, "positions"), CultureInfo.InvariantCulture),
        }.ToJsonString());
    }

    private static string Fact(PipelineEvent told, string name) => told.Facts.GetValueOrDefault(name) ?? "0";
}
