namespace Pipeline.Tests.Integration.Broker;

/// <summary>A fact against Alpaca's paper venue: only where keys for it are set, since it trades on that account.</summary>
public sealed class PaperFactAttribute : FactAttribute
{
    public const string KeyId = "PIPELINE_TEST_PAPER_KEY_ID";
    public const string Secret = "PIPELINE_TEST_PAPER_SECRET";

    /// <summary>Looks for the keys when the test is discovered.</summary>
    public PaperFactAttribute()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(KeyId)) || string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Secret)))
            Skip = $"{KeyId} and {Secret} are not set: they name a paper account at Alpaca that tests may trade on.";
    }
}
