using System.Text.RegularExpressions;

namespace Pipeline.Tests.Integration.Simulator;

/// <summary>The simulator's log as two runs can agree on it: without the times of the machine.</summary>
public static partial class EventLogText
{
    public static async Task<string> EventsWithoutMachineTimes(this HttpClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return MachineTime().Replace(await client.GetStringAsync(new Uri("/sim/events", UriKind.Relative)), "");
    }

    [GeneratedRegex("\"machine_time\":\"[^\"]*\",")]
    private static partial Regex MachineTime();
}
