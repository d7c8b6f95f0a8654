using Spectre.Console;

namespace Pipeline.Orchestrator.Output;

/// <summary>How this terminal, or the file in its place, is written to.</summary>
public static class Terminal
{
    private const int WidthOfFiles = 160;

    /// <summary>Marks a view or a command of the live profile for the person at the terminal; scripts have the profile in their data.</summary>
    public static void SayLive()
    {
        if (!Console.IsErrorRedirected)
            Console.Error.WriteLine("\u001b[97;41m LIVE: real money \u001b[0m");
    }

    /// <summary>Into a file or a pipe: no colours, and no wrapping at a width that nobody has.</summary>
    public static void Prepare()
    {
        if (!Console.IsOutputRedirected)
            return;
        AnsiConsole.Profile.Capabilities.Ansi = false;
        AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
        AnsiConsole.Profile.Width = WidthOfFiles;
    }
}
