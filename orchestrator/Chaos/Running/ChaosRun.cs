using Pipeline.Contracts;
using Pipeline.Domain.Risk;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Chaos.Checking;
using Pipeline.Orchestrator.Chaos.Schedule;

namespace Pipeline.Orchestrator.Chaos.Running;

/// <summary>One run, from an empty home to its verdict.</summary>
public sealed class ChaosRun(ChaosOptions options, PipelineHome home, ChaosTally tally, TimeProvider machine)
{
    private static readonly TimeSpan FirstPositionPatience = TimeSpan.FromSeconds(60);
    private readonly Victims _victims = new(home);
    private IReadOnlyList<TradingHours> _sessions = [];
    private VenueWatch? _watch;

    /// <summary>The longest time so far that shares were bare, and the trades closed so far, by the venue's log; for the picture.</summary>
    public (TimeSpan Worst, int Orders, int Trades) Progress()
    {
        if (_watch?.Read(_sessions) is not { } seen)
            return (TimeSpan.Zero, 0, 0);
        var worst = Checking.Rules.ProtectionRule.Spans(seen).Select(span => span.Ours).DefaultIfEmpty().Max();
        return (worst, seen.Venue.Select(entry => entry.Order?.Id).OfType<string>().Distinct().Count(), Checking.Rules.RoundTrip.Of(seen.Venue).Count(trip => trip.Ended is not null));
    }

    /// <exception cref="PipelineException">The pipeline did not even start.</exception>
    /// <exception cref="OperationCanceledException">Interrupted; everything was ended.</exception>
    public async Task<(Verdict Verdict, IReadOnlyList<Finding> Findings)> RunAsync(CancellationToken interrupted)
    {
        var schedule = ChaosSchedule.Make(options.Seed, options.Kills, options.Time, options.Speed);
        var trader = new Trader(options);
        try
        {
            await trader.StartAsync(interrupted);
            using var venue = new Switchboard(Endpoints.Read(home)?.Simulator ?? throw new PipelineException(ExitCodes.Failed, "The demo has no exchange."));
            _watch = new VenueWatch(venue, machine);
            var evidence = await DisturbAsync(schedule, trader, venue, _watch, interrupted);
            await StopAsync();
            // The last word on what happened is the log on the disk, whatever was heard of it before.
            return Verdict.Of(evidence with { Venue = ReadLog() }, options.Seed, tally.Kills, tally.Faults, tally.Redeliveries);
        }
        catch
        {
            await StopAsync();
            throw;
        }
    }

    private async Task<Evidence> DisturbAsync(ChaosSchedule schedule, Trader trader, Switchboard venue, VenueWatch watch, CancellationToken interrupted)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        var caretaker = new Caretaker(home, trader, tally, machine);
        var watching = watch.RunAsync(ending.Token);
        var caring = caretaker.RunAsync(ending.Token);
        try
        {
            _sessions = await venue.SessionsAsync(await venue.TimeAsync(interrupted) ?? machine.GetUtcNow(), interrupted);
            await WaitForFirstPositionAsync(watch, interrupted);
            var steps = new StepRunner(_victims, venue, watch, new Redelivery(home, machine), tally, machine);
            var disturbing = options.Restarts is { } times ? RestartAsync(times, interrupted) : steps.RunAsync(schedule, interrupted);
            await await Task.WhenAny(disturbing, watching, caring);
            _victims.ThawAll();
            caretaker.Resumes = false;
            return await new Settling(home, venue, watch, tally, machine).RunAsync(_sessions, Limits(), interrupted);
        }
        finally
        {
            await ending.CancelAsync();
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await caring.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RestartAsync(int times, CancellationToken interrupted)
    {
        for (var turn = 1; turn <= times; turn++)
        {
            tally.Say($"rolling restart {turn} of {times}");
            var (code, words) = await Trader.RunAsync(["restart", "--all"], interrupted);
            if (code != ExitCodes.Done)
                throw new PipelineException(code, $"The rolling restart failed: {words}");
        }
    }

    /// <summary>Killing those who have nothing to lose proves nothing; where nothing is bought within a while, the run begins all the same.</summary>
    private async Task WaitForFirstPositionAsync(VenueWatch watch, CancellationToken interrupted)
    {
        tally.Say("waiting for a first position");
        for (var since = machine.GetTimestamp(); watch.SymbolsInPlay().Count == 0 && machine.GetElapsedTime(since) < FirstPositionPatience;)
            await Task.Delay(TimeSpan.FromMilliseconds(100), machine, interrupted);
    }

    private async Task StopAsync()
    {
        _victims.ThawAll();
        var (code, words) = await Trader.RunAsync(["stop"], CancellationToken.None);
        if (code is not (ExitCodes.Done or ExitCodes.NotRunning))
            tally.Note($"stop ended with {code}: {words}");
    }

    private IReadOnlyList<VenueEntry> ReadLog()
    {
        var text = File.ReadAllText(Path.Combine(home.Simulator, "journal.jsonl"));
        // A line that a kill has torn was never answered for.
        return VenueLogReader.Read(text[..(text.LastIndexOf('\n') + 1)].Split('\n'));
    }

    private SpendingLimits Limits()
    {
        var (defaults, settings) = (new EntryLimits(), Settings.Load(home).GetSection("Buyer"));
        return new SpendingLimits(
            settings["MaxPositions"] is { } positions ? int.Parse(positions, System.Globalization.CultureInfo.InvariantCulture) : defaults.MaxPositions,
            Dollars(settings["MaxExposure"]) ?? defaults.MaxExposure.Value,
            Dollars(settings["MaxNotional"]) ?? defaults.MaxNotional.Value);
    }

    private static decimal? Dollars(string? text) => text is null ? null : decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
