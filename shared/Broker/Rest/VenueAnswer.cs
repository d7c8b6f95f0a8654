using System.Text;

namespace Pipeline.Broker.Rest;

/// <summary>How one request over HTTP ended.</summary>
internal abstract record VenueAnswer
{
    private VenueAnswer()
    {
    }

    /// <summary>An answer came, of whatever kind.</summary>
    /// <param name="SentAt">Machine time at which the request left.</param>
    public sealed record Answered(int Status, byte[] Body, TimeSpan? RetryAfter, DateTimeOffset SentAt, TimeSpan RoundTrip) : VenueAnswer
    {
        public bool IsSuccess => Status is >= 200 and < 300;

        /// <summary>False for an empty body and for the HTML of a proxy.</summary>
        public bool LooksLikeJson
        {
            get
            {
                var start = Body.AsSpan().TrimStart(" \t\r\n"u8);
                return start.Length > 0 && start[0] is (byte)'{' or (byte)'[';
            }
        }

        /// <summary>Takes keys out of a text.</summary>
        public Func<string, string> Redact { get; init; } = text => text;

        /// <summary>The beginning of the body, for people. Keys go before the cut: half a key would be recognized no more.</summary>
        public string Excerpt()
        {
            var text = Redact(Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, 4096))));
            return (text.Length > 300 ? text[..300] : text).Trim();
        }
    }

    /// <summary>The request never left: no connection could be made.</summary>
    public sealed record NotSent(string Reason) : VenueAnswer;

    /// <summary>The request may have arrived, but no whole answer came back.</summary>
    /// <param name="IsWorthRepeating">False when the same question would have the same end.</param>
    public sealed record Lost(string Reason, bool IsWorthRepeating = true) : VenueAnswer;
}
