using System.Globalization;
using System.Text.Json;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Chaos.Checking;
using Pipeline.Orchestrator.Output;
using Spectre.Console;

namespace Pipeline.Orchestrator.Chaos.Running;

/// <summary>Says what is being done and what came of it: a picture on a terminal, lines elsewhere, JSON lines for a script.</summary>
public sealed class ChaosTalk(ChaosOptions options, TimeProvider machine)
{
    private const int FindingsShown = 40;
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(1);
    private readonly DateTimeOffset _began = machine.GetUtcNow();
    private readonly Lock _gate = new();
    private readonly Queue<string> _newest = new();

    private bool Live => !options.Json && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;

    /// <summary>One thing that was done.</summary>
    public void Tell(string what)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{(machine.GetUtcNow() - _began).TotalSeconds,6:0.0} s  {what}");
        lock (_gate)
        {
            _newest.Enqueue(line);
            if (_newest.Count > 12)
                _newest.Dequeue();
        }

        if (options.Json)
            Console.WriteLine(JsonSerializer.Serialize(new ChaosLine(Math.Round((machine.GetUtcNow() - _began).TotalSeconds, 3), what), ChaosLineJson.Default.ChaosLine));
        else if (!Live)
            Console.WriteLine(line);
    }

    /// <summary>Shows the run until it ends.</summary>
    public async Task FollowAsync(ChaosRun run, ChaosTally tally, Task ended)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!Live)
            return;
        await AnsiConsole.Live(new Text("")).AutoClear(true).Overflow(VerticalOverflow.Crop).StartAsync(async context =>
        {
            while (await Task.WhenAny(ended, Task.Delay(Refresh, machine)) != ended)
                context.UpdateTarget(Picture(run, tally));
        });
    }

    public void Conclude(Verdict verdict, IReadOnlyList<Finding> findings, IReadOnlyList<string> notes, string? kept)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        if (!options.Json)
        {
            AnsiConsole.Write(Figures(verdict));
            foreach (var note in notes)
                Console.WriteLine($"note: {note}");
        }

        if (findings.Count > 0)
            Write(options.Json ? Console.Error : Console.Out, findings);
        if (kept is not null)
            (options.Json ? Console.Error : Console.Out).WriteLine($"Everything of this run is in {kept}: logs/, nats/, simulator/journal.jsonl. The same again: ./pipeline chaos --seed {verdict.Seed}{(options.Kills is { } kills ? $" --kills {kills}" : "")}");
        if (options.Json)
            Console.WriteLine(JsonSerializer.Serialize(verdict, VerdictJson.Default.Verdict));
        else
            Console.WriteLine(verdict.Passed ? "Pass: nothing was lost, doubled, oversold or left unprotected." : $"FAIL: {findings.Count} findings.");
    }

    private Rows Picture(ChaosRun run, ChaosTally tally)
    {
        var (worst, orders, trades) = run.Progress();
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"chaos, seed {options.Seed}: {tally.Kills}{(options.Kills is { } most ? $" of {most}" : "")} kills, {tally.Faults} faults, {tally.Redeliveries} redeliveries; {orders} orders, {trades} trades; worst unprotected so far {worst.TotalMilliseconds:0} ms");
        lock (_gate)
            return new Rows([new Markup($"[bold]{Markup.Escape(head)}[/]"), .. _newest.Select(line => new Text(line))]);
    }

    private static Table Figures(Verdict verdict)
    {
        var table = new Table().RoundedBorder().AddColumns("figure", "value");
        foreach (var field in JsonSerializer.SerializeToElement(verdict, VerdictJson.Default.Verdict).EnumerateObject())
            table.AddRow(field.Name, field.Value.ToString());
        return table;
    }

    private static void Write(TextWriter output, IReadOnlyList<Finding> findings)
    {
        foreach (var kind in findings.GroupBy(finding => finding.Figure))
        {
            output.WriteLine($"{kind.Key}: {kind.Count()}");
            foreach (var finding in kind.Take(FindingsShown))
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {finding.At:HH:mm:ss.fff}  {finding.Symbol ?? "-",-8}  {finding.Text}{(finding.Orders.Count > 0 ? $"  [{string.Join(", ", finding.Orders)}]" : "")}"));
        }
    }
}

/// <summary>One thing done, for a script.</summary>
public sealed record ChaosLine(double Seconds, string Did);

/// <summary>JSON of the lines.</summary>
[System.Text.Json.Serialization.JsonSourceGenerationOptions(PropertyNamingPolicy = System.Text.Json.Serialization.JsonKnownNamingPolicy.CamelCase)]
[System.Text.Json.Serialization.JsonSerializable(typeof(ChaosLine))]
public sealed partial class ChaosLineJson : System.Text.Json.Serialization.JsonSerializerContext;
