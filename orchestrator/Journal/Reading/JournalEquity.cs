using Microsoft.Data.Sqlite;
using Pipeline.Hosting.Home;

namespace Pipeline.Orchestrator.Journal.Reading;

/// <summary>What the account was worth last, for who only wants to mention it.</summary>
public static class JournalEquity
{
    /// <returns>Dollars; null where nobody has told, or the journal cannot be read now.</returns>
    public static decimal? LastOf(PipelineHome home)
    {
        using var reader = JournalReader.TryOpen(home);
        try
        {
            return reader?.LastEquity();
        }
        catch (SqliteException)
        {
            // Its writer tells what is wrong with it; here it is only not known.
            return null;
        }
    }
}
