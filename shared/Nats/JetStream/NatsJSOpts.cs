using NATS.Client.Core;

namespace NATS.Client.JetStream;

/// <summary>Options of a JetStream context.</summary>
public record NatsJSOpts
{
    public NatsJSOpts(
        NatsOpts opts,
        string? apiPrefix = default,
        string? domain = default,
        AckOpts? ackOpts = default,
        TimeSpan? requestTimeout = default)
    {
        if (apiPrefix is not null && domain is not null)
        {
            throw new NatsJSException("Cannot specify both ApiPrefix and Domain.");
        }

        ApiPrefix = apiPrefix ?? "$JS.API";
        Domain = domain;
        RequestTimeout = requestTimeout ?? opts.RequestTimeout;
        DoubleAck = ackOpts?.DoubleAck ?? false;
    }

    /// <summary>What the API's subjects begin with, the domain included.</summary>
    public string Prefix => string.IsNullOrEmpty(Domain) ? ApiPrefix : $"$JS.{Domain}.API";

    public string ApiPrefix { get; }

    public string? Domain { get; }

    /// <summary>How long the API and an acknowledgement may take.</summary>
    public TimeSpan RequestTimeout { get; }

    /// <summary>Whether acknowledgements wait for the server's confirmation.</summary>
    public bool DoubleAck { get; init; }

    public NatsJSConsumeOpts DefaultConsumeOpts { get; init; } = new() { MaxMsgs = 1_000 };

    public NatsJSNextOpts DefaultNextOpts { get; init; } = new();
}
