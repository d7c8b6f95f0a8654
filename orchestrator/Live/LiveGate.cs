using System.Globalization;
using Microsoft.Extensions.Configuration;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;

namespace Pipeline.Orchestrator.Live;

/// <summary>Opens live trading on evidence, once: enough clean paper trades, and limits within the starter caps.</summary>
public sealed class LiveGate(PipelineHome live, PipelineHome paper, TimeProvider machine)
{
    /// <summary>Older counts say little about the program that runs today.</summary>
    private static readonly TimeSpan OldestCount = TimeSpan.FromDays(30);

    public static LiveGate Of(PipelineHome home, TimeProvider machine) => new(home, PipelineHome.Of("paper"), machine);

    /// <summary>Lets every other profile pass.</summary>
    /// <param name="settings">The effective settings of the live profile.</param>
    /// <param name="opens">Writes down that it was opened; false where it is only asked whether it would be.</param>
    /// <exception cref="PipelineException">Exit code 77, with what is missing.</exception>
    public void Check(IConfiguration settings, bool opens)
    {
        if (live.Profile != LiveGuard.Profile)
            return;
        LiveCaps.Check(live, settings);
        if (LiveOpening.Read(live) is not null)
            return;
        var evidence = Enough();
        if (opens)
            new LiveOpening(machine.GetUtcNow(), evidence).Write(live.EnsureWritable());
    }

    private Evidence Enough()
    {
        var needed = LiveOptions.Read(live).CleanTrades;
        if (Evidence.Read(paper) is not { } evidence)
            throw Refusal($"Live trading opens on {needed} clean paper trades, and none have been counted. Trade with --profile paper, then count them while it runs: ./pipeline evidence");
        if (machine.GetUtcNow() - evidence.CountedAt > OldestCount)
            throw Refusal(string.Create(CultureInfo.InvariantCulture, $"The clean paper trades were last counted on {evidence.CountedAt:yyyy-MM-dd}, more than {OldestCount.Days} days ago. Count them again while paper runs: ./pipeline evidence"));
        if (evidence.CleanTrades < needed)
            throw Refusal($"Live trading opens on {needed} clean paper trades; {evidence.CleanTrades} of {evidence.Trades} are clean so far, {needed - evidence.CleanTrades} are missing. See why with --profile paper running: ./pipeline evidence");
        return evidence;
    }

    private static PipelineException Refusal(string sentence) => new(ExitCodes.Refused, sentence);
}
