namespace Pipeline.Hosting;

/// <summary>Ends a process with a code and one sentence for the person who started it: what happened, why, what to do next.</summary>
/// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="message">The sentence.</param>
public sealed class PipelineException(int exitCode, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public int ExitCode => exitCode;
}
