using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Configuration;

/// <summary>Keeps the home's copy of what was set while running equal to the control: whoever wrote that may have died before it wrote the copy.</summary>
public static class OverlayCopy
{
    /// <summary>A full disk costs the copy, nothing else; settings that need a restart are never copied, whoever wrote them.</summary>
    public static void Hear(PipelineHome home, BookItem item, ILogger logger)
    {
        if (item is not BookEntry { Subject: Subjects.ConfigurationControl } entry || !MessageReading.TryRead<ConfigurationControl>(entry.Data.Span, out var control, out _))
            return;
        try
        {
            // What no stage would take must not wait in the copy for their next start.
            HotSettings.Require(control.Settings.Keys);
            // A copy that cannot be read is written anew.
            var known = SettingsOverlay.TryRead(home);
            if (known is null || known.Count != control.Settings.Count || known.Any(pair => control.Settings.GetValueOrDefault(pair.Key) != pair.Value))
                SettingsOverlay.Write(home, control.Settings);
        }
        catch (PipelineException refused)
        {
            Log.OverlayNotCopied(logger, entry.Sequence, refused.Message);
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            Log.StepFailed(logger, full);
        }
    }
}
