using System.CommandLine;
using Microsoft.Extensions.Options;
using Pipeline.Messaging;

namespace Pipeline.Hosting;

/// <summary>Runs a command and turns what happens into an exit code and at most one message.</summary>
public static class CommandLine
{
    // Ending in order may take each process its own deadline; the second Ctrl-C is for those who cannot wait.
    private static readonly TimeSpan ShutdownPatience = TimeSpan.FromMinutes(2);

    /// <summary>A usage error ends with 2, a <see cref="PipelineException"/> with its own code, Ctrl-C with 130.</summary>
    public static async Task<int> InvokeAsync(RootCommand root, string[] args)
    {
        ArgumentNullException.ThrowIfNull(root);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync($"Try: {CommandPath(parsed.CommandResult)} --help");
            return ExitCodes.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = ShutdownPatience });
        }
        catch (PipelineException refused)
        {
            await Console.Error.WriteLineAsync(Redaction.Of(refused.Message));
            return refused.ExitCode;
        }
        catch (OptionsValidationException invalid)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, invalid.Failures));
            return ExitCodes.Configuration;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
    }

    private static string CommandPath(System.CommandLine.Parsing.CommandResult command)
    {
        var path = command.Command.Name;
        for (var parent = command.Parent as System.CommandLine.Parsing.CommandResult; parent is not null; parent = parent.Parent as System.CommandLine.Parsing.CommandResult)
            path = $"{parent.Command.Name} {path}";
        return path;
    }
}
