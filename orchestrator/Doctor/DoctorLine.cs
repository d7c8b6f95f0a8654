namespace Pipeline.Orchestrator.Doctor;

/// <summary>What one examination has come to.</summary>
/// <param name="Check">What was looked at, in a word or two.</param>
/// <param name="Verdict">Whether it is as it should be.</param>
/// <param name="Text">What was found.</param>
/// <param name="Advice">What to do; null where there is nothing to do.</param>
public sealed record DoctorLine(string Check, DoctorVerdict Verdict, string Text, string? Advice = null)
{
    public static DoctorLine Ok(string check, string text) => new(check, DoctorVerdict.Ok, text);

    public static DoctorLine Warning(string check, string text, string advice) => new(check, DoctorVerdict.Warning, text, advice);

    public static DoctorLine Problem(string check, string text, string advice) => new(check, DoctorVerdict.Problem, text, advice);
}

/// <summary>How bad it is.</summary>
public enum DoctorVerdict
{
    Ok,

    /// <summary>Works, but a person should look.</summary>
    Warning,

    /// <summary>Does not work like this, or soon will not.</summary>
    Problem,
}
