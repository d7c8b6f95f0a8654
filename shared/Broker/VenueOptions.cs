using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Pipeline.Broker;

/// <summary>Where the venue is and how patiently it is asked: section <c>Venue</c>.</summary>
public sealed class VenueOptions : IValidatableObject
{
    public const string Section = "Venue";

    /// <summary>Trading REST, host root only: https://paper-api.alpaca.markets or https://api.alpaca.markets.</summary>
    public Uri? TradingUrl { get; set; }

    /// <summary>Market data REST, host root only: https://data.alpaca.markets.</summary>
    public Uri? DataUrl { get; set; }

    /// <summary>The account's stream: wss://paper-api.alpaca.markets/stream.</summary>
    public Uri? TradingStreamUrl { get; set; }

    /// <summary>The market-data stream with its feed: wss://stream.data.alpaca.markets/v2/iex.</summary>
    public Uri? DataStreamUrl { get; set; }

    /// <summary>The market-data stream of pairs: wss://stream.data.alpaca.markets/v1beta3/crypto/us; unless set, that path beside <see cref="DataStreamUrl"/>.</summary>
    public Uri? CryptoStreamUrl { get; set; }

    /// <summary>True for the simulated exchange: demo keys, and no request budget unless it sends rate headers.</summary>
    public bool Simulated { get; set; }

    /// <summary>Stock data feed of REST requests: iex (free) or sip.</summary>
    [RegularExpression("^(iex|sip|delayed_sip|boats|overnight)$", ErrorMessage = "Expected iex, sip, delayed_sip, boats or overnight.")]
    public string Feed { get; set; } = "iex";

    /// <summary>What the venue allows the whole account in a minute; each process takes its share.</summary>
    [Range(10, 100_000, ErrorMessage = "Expected 10 to 100000 requests a minute.")]
    public int RequestsPerMinute { get; set; } = 200;

    /// <summary>Time-out of making a connection.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00", ErrorMessage = "Expected 00:00:00.1 to 00:01:00.")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Time-out of one request, its answer included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:02:00", ErrorMessage = "Expected 00:00:00.1 to 00:02:00.")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a reading request is tried in all, retries included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "00:05:00", ErrorMessage = "Expected 00:00:00.2 to 00:05:00.")]
    public TimeSpan ReadDeadline { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long an order waits for the request budget before it is given back as to be retried later.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00", ErrorMessage = "Expected 00:00:00 to 00:01:00.")]
    public TimeSpan BudgetPatience { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a stream waits for each answer while it signs in and subscribes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00", ErrorMessage = "Expected 00:00:00.1 to 00:01:00.")]
    public TimeSpan StreamAnswerTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a stream pings the venue.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00", ErrorMessage = "Expected 00:00:00.05 to 00:01:00.")]
    public TimeSpan StreamPingInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a stream waits for the pong before it takes the connection for dead.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00", ErrorMessage = "Expected 00:00:00.05 to 00:01:00.")]
    public TimeSpan StreamPongTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the market-data stream may say nothing before REST is asked whether the market does; two such spells with new bars between them make it dead.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00", ErrorMessage = "Expected 00:00:00.1 to 01:00:00.")]
    public TimeSpan StreamSilence { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The pause after "connection limit exceeded": a half-dead connection keeps its slot for about 90 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00", ErrorMessage = "Expected 00:00:00.1 to 00:10:00.")]
    public TimeSpan StreamLimitPause { get; set; } = TimeSpan.FromSeconds(95);

    /// <summary>True when orders go to Alpaca's paper accounts.</summary>
    public bool IsPaper => TradingUrl?.Host == "paper-api.alpaca.markets";

    /// <summary>True when orders go to Alpaca's live accounts.</summary>
    public bool IsLive => TradingUrl?.Host == "api.alpaca.markets";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, url) in new[] { (nameof(TradingUrl), TradingUrl), (nameof(DataUrl), DataUrl) })
        {
            if (url is not null && !IsRoot(url, "http"))
                yield return new ValidationResult("Expected http(s)://host[:port] without a path.", [name]);
            else if (url is not null && SendsKeysInClear(url))
                yield return new ValidationResult("Expected https: over http the keys would travel in the clear.", [name]);
        }

        foreach (var (name, url) in new[] { (nameof(TradingStreamUrl), TradingStreamUrl), (nameof(DataStreamUrl), DataStreamUrl), (nameof(CryptoStreamUrl), CryptoStreamUrl) })
        {
            if (url is not null && !HasScheme(url, "ws"))
                yield return new ValidationResult("Expected ws(s)://host[:port]/path.", [name]);
            else if (url is not null && SendsKeysInClear(url))
                yield return new ValidationResult("Expected wss: over ws the keys would travel in the clear.", [name]);
        }
    }

    /// <exception cref="OptionsValidationException">The setting is missing.</exception>
    internal Uri Required(Uri? url, string name) =>
        url ?? throw new OptionsValidationException(
            Section, typeof(VenueOptions), [$"Setting {Section}:{name} is missing.{(Simulated ? " The simulated exchange is not running: start it first." : "")}"]);

    /// <exception cref="OptionsValidationException">Neither stream has an address.</exception>
    internal Uri CryptoStream() => CryptoStreamUrl ?? new Uri(Required(DataStreamUrl, nameof(DataStreamUrl)), "/v1beta3/crypto/us");

    // The demo keys open nothing, and what stays on this machine is read by nobody else.
    private bool SendsKeysInClear(Uri url) => !Simulated && !url.IsLoopback && url.Scheme is "http" or "ws";

    private static bool IsRoot(Uri url, string scheme) => HasScheme(url, scheme) && url.AbsolutePath == "/" && url.Query.Length == 0;

    private static bool HasScheme(Uri url, string scheme) => url.IsAbsoluteUri && (url.Scheme == scheme || url.Scheme == scheme + "s");
}
