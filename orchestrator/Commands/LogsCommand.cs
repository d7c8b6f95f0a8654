using System.CommandLine;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Logging;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Logs;
using Pipeline.Orchestrator.Output;
using Pipeline.Orchestrator.Supervision;
using Spectre.Console;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>logs</c>: what the processes have logged, as one, by time.</summary>
public static class LogsCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly Column<LogLine>[] Columns =
    [
        new("time", line => line.Time),
        new("level", line => line.Level.ToString()),
        new("process", line => line.Process),
        new("message", line => line.Message),
        new("event", line => line.Event),
        new("source", line => line.Source),
        new("exception", line => line.Exception),
    ];

    private static readonly string[] Logging = [Processes.Orchestrator, .. Processes.Stages, Processes.NatsServer];

    public static Command Create(TimeProvider machine)
    {
        var (profile, json, csv) = (CommonOptions.Profile(), CommonOptions.Json(), CommonOptions.Csv());
        var process = new Argument<string[]>("process") { Description = $"Of these only: {string.Join(", ", Logging)}; of all unless given.", Arity = ArgumentArity.ZeroOrMore };
        process.AcceptOnlyFromAmong([.. Logging, Processes.Simulator]);
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what comes, until Ctrl-C." };
        var level = new Option<string>("--level", "-l") { Description = "The quietest to show.", DefaultValueFactory = _ => LevelNames.All[0] };
        level.AcceptOnlyFromAmong(LevelNames.All);
        var since = new Option<string?>("--since") { Description = "Not older: 30m, 2h, 7d, or a moment such as 2026-01-05T15:30." };
        var until = new Option<string?>("--until") { Description = "Not younger; as --since." };
        var text = new Option<string?>("--grep") { Description = "Only lines that hold this text." };
        var lines = new Option<int>("--lines", "-n") { Description = "How many of the newest, unless --since is given; 0 for all.", DefaultValueFactory = _ => 200 };
        var output = new Option<bool>("--output") { Description = "What one process has printed instead, as it is: the place to look when it died before it could log." };
        lines.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 0)
                result.AddError("--lines is 0 or more.");
        });
        var command = new Command("logs", "What the processes have logged, as one, by time.") { process, follow, level, since, until, text, lines, output, json, csv, profile, LogLevelCommand.Create(machine) };
        command.OneForm(json, csv);
        command.Validators.Add(result =>
        {
            if (result.GetValue(output) && new Option[] { json, csv, follow, level, since, until, text, lines }.Any(option => result.GetResult(option) is { Implicit: false }))
                result.AddError("--output shows what a process has printed as it is, whole: it goes with the process alone.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = parsed.Home(profile);
            var wanted = parsed.GetValue(process) ?? [];
            if (parsed.GetValue(output))
                return Printed(home, wanted);
            if (wanted.Contains(Processes.Simulator))
                throw new PipelineException(ExitCodes.Usage, "The simulator logs nothing but what it prints: ./pipeline logs simulator --output");
            var now = machine.GetUtcNow();
            var filter = new LogFilter
            {
                Processes = wanted,
                Level = (LogLevel)LevelNames.Parse(parsed.GetValue(level)!),
                Since = parsed.GetValue(since) is { } from ? Moments.Parse("--since", from, now) : null,
                Until = parsed.GetValue(until) is { } to ? Moments.Parse("--until", to, now) : null,
                Text = parsed.GetValue(text),
            };
            if (filter.Since >= filter.Until)
                throw new PipelineException(ExitCodes.Usage, "--since is not before --until: nothing lies between them.");
            var most = filter.Since is not null || parsed.GetValue(lines) == 0 ? (int?)null : parsed.GetValue(lines);
            return await ShowAsync(new MergedLog(new LogFiles(home), filter), most, parsed.GetValue(follow), parsed.Form(json, csv), machine, cancellationToken);
        });
        return command;
    }

    private static async Task<int> ShowAsync(MergedLog log, int? most, bool follow, ListForm form, TimeProvider machine, CancellationToken cancellationToken)
    {
        // The places first: what comes while the present is printed is then not missed.
        if (follow)
            log.Fresh();
        var any = false;
        Print(log.Present(most).Select(Seen), form, begins: true);
        while (follow)
        {
            await Task.Delay(Interval, machine, cancellationToken);
            Print(log.Fresh(), form, begins: false);
        }

        if (!any)
            await Console.Error.WriteLineAsync("No such line was logged.");
        return ExitCodes.Done;

        LogLine Seen(LogLine line)
        {
            any = true;
            return line;
        }
    }

    // As they come: there may be hundreds of megabytes of them.
    private static void Print(IEnumerable<LogLine> lines, ListForm form, bool begins)
    {
        if (form == ListForm.Csv)
        {
            ListOutput.Csv(lines, Columns, withNames: begins);
            return;
        }

        foreach (var line in lines)
            Print(line, json: form == ListForm.Json);
    }

    private static void Print(LogLine line, bool json)
    {
        if (json)
            Console.WriteLine(line.ToJson());
        else if (line.Level >= LogLevel.Warning && AnsiConsole.Profile.Capabilities.Ansi)
            AnsiConsole.MarkupLine($"[{(line.Level == LogLevel.Warning ? "yellow" : "red")}]{Markup.Escape(HumanForm.Of(line, withProcess: true))}[/]");
        else
            Console.WriteLine(HumanForm.Of(line, withProcess: true));
    }

    private static int Printed(PipelineHome home, string[] wanted)
    {
        if (wanted.Length != 1)
            throw new PipelineException(ExitCodes.Usage, "--output shows one process: name it.");
        var file = new ChildLauncher(home).OutputFile(wanted[0]);
        foreach (var part in new[] { $"{file}.1", file }.Where(File.Exists))
        {
            using var reader = new StreamReader(new FileStream(part, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            while (reader.ReadLine() is { } line)
                Console.WriteLine(Redaction.Of(line));
        }

        return ExitCodes.Done;
    }
}
