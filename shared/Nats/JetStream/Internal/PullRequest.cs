using System.Globalization;
using System.Text;

namespace NATS.Client.JetStream.Internal;

/// <summary>One request for messages.</summary>
/// <param name="Batch">The most messages.</param>
/// <param name="MaxBytes">The most bytes; 0 for any number.</param>
/// <param name="Expires">How long it stands; zero with <paramref name="NoWait"/>.</param>
/// <param name="IdleHeartbeat">After what silence the server sends a sign of life; zero for none.</param>
/// <param name="NoWait">Whether to answer at once with what is there.</param>
internal readonly record struct PullRequest(long Batch, long MaxBytes, TimeSpan Expires, TimeSpan IdleHeartbeat, bool NoWait = false)
{
    public byte[] ToJson()
    {
        var json = new StringBuilder(96);
        json.Append(CultureInfo.InvariantCulture, $"{{\"batch\":{Batch}");
        if (MaxBytes > 0)
        {
            json.Append(CultureInfo.InvariantCulture, $",\"max_bytes\":{MaxBytes}");
        }

        if (NoWait)
        {
            json.Append(",\"no_wait\":true");
        }
        else
        {
            json.Append(CultureInfo.InvariantCulture, $",\"expires\":{Expires.Ticks * TimeSpan.NanosecondsPerTick}");
        }

        if (IdleHeartbeat > TimeSpan.Zero)
        {
            json.Append(CultureInfo.InvariantCulture, $",\"idle_heartbeat\":{IdleHeartbeat.Ticks * TimeSpan.NanosecondsPerTick}");
        }

        return Encoding.ASCII.GetBytes(json.Append('}').ToString());
    }
}
