using Pipeline.Hosting;

namespace Pipeline.Orchestrator.Doctor;

/// <summary>Looks at everything at once, each with a deadline: what hangs, or fails in a way nobody foresaw, is a line like any other.</summary>
public sealed class Examination(TimeProvider machine)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(25);

    /// <param name="checks">Name and examination, in the order they are told.</param>
    public async Task<IReadOnlyList<DoctorLine>> RunAsync(IReadOnlyList<(string Name, Func<CancellationToken, Task<IReadOnlyList<DoctorLine>>> Look)> checks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(checks);
        var lines = await Task.WhenAll(checks.Select(check => LookAsync(check.Name, check.Look, cancellationToken)));
        return [.. lines.SelectMany(line => line)];
    }

    private async Task<IReadOnlyList<DoctorLine>> LookAsync(string name, Func<CancellationToken, Task<IReadOnlyList<DoctorLine>>> look, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            return await look(late.Token).WaitAsync(Deadline, machine, cancellationToken);
        }
        catch (TimeoutException)
        {
            await late.CancelAsync();
            return [DoctorLine.Problem(name, $"no answer within {Deadline.TotalSeconds:0} s", "Look whether the machine or its disk is overloaded, then try again.")];
        }
        catch (PipelineException refused)
        {
            return [DoctorLine.Problem(name, refused.Message, "Mend what it says, then try again.")];
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            return [DoctorLine.Problem(name, $"could not be looked at: {fault.Message}", "If the other lines do not explain it, please report it.")];
        }
    }
}
