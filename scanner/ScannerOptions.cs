using System.ComponentModel.DataAnnotations;
using Pipeline.Domain.Signals;

namespace Pipeline.Scanner;

/// <summary>Settings of section <c>Scanner</c>.</summary>
public sealed class ScannerOptions
{
    /// <summary>stream: bars by the market-data stream; poll: the latest bars of batches of symbols each minute (the free plan streams 30 symbols).</summary>
    [AllowedValues("stream", "poll", ErrorMessage = "allowed are stream and poll.")]
    public string Mode { get; init; } = "stream";

    /// <summary>Pairs paid in dollars are watched too, such as BTC/USD, day and night; the buyer takes their signals with Buyer:Crypto.</summary>
    public bool Crypto { get; init; }

    /// <summary>Static universe; empty for all tradable equities of the venue, and with <see cref="Crypto"/> its pairs.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>Symbols never watched.</summary>
    public IReadOnlyList<string> Blocked { get; init; } = [];

    /// <summary>Most symbols watched.</summary>
    [Range(1, 20_000)]
    public int MostSymbols { get; init; } = 500;

    /// <summary>Symbols asked for in one request, in poll mode and when gaps are filled.</summary>
    [Range(1, 200)]
    public int BatchSize { get; init; } = 100;

    /// <summary>Venue seconds after the end of a minute at which it is polled.</summary>
    [Range(0, 50)]
    public double PollDelaySeconds { get; init; } = 2;

    /// <summary>Machine seconds without the market-data stream after which bars and quotes are asked for by request until it is back.</summary>
    [Range(1, 3600)]
    public double PollAfterSeconds { get; init; } = 20;

    /// <summary>Machine seconds between two requests for quotes, in poll mode and while the stream is lost.</summary>
    [Range(0.5, 60)]
    public double QuotePollSeconds { get; init; } = 2;

    /// <summary>Bars over which velocity is the mean return per minute.</summary>
    [Range(2, 120)]
    public int VelocityBars { get; init; } = 10;

    /// <summary>A score of at least this is a signal.</summary>
    [Range(1, 200)]
    public decimal Threshold { get; init; } = 100;

    /// <summary>A bar older than this many venue seconds makes no signal any more.</summary>
    [Range(10, 3600)]
    public double SignalMaxAgeSeconds { get; init; } = 300;

    /// <summary>Most symbols whose quotes are streamed: held ones first, then the newest candidates.</summary>
    [Range(1, 1000)]
    public int QuoteSymbols { get; init; } = 30;

    /// <summary>A score of at least this share of the threshold makes a symbol a candidate whose quotes are wanted.</summary>
    [Range(0.1, 1)]
    public decimal CandidateShare { get; init; } = 0.6m;

    /// <summary>Machine milliseconds in which the quotes of a symbol are conflated into one.</summary>
    [Range(10, 5000)]
    public int QuoteConflationMs { get; init; } = 50;

    /// <summary>The strategy's parameters as it takes them.</summary>
    public MomentumParameters ToParameters() => new() { VelocityBars = VelocityBars, Threshold = Threshold };
}
