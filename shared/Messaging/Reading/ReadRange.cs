namespace Pipeline.Messaging;

/// <summary>Which stored messages to read.</summary>
public sealed record ReadRange
{
    /// <summary>Subjects, with wildcards; empty: all.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>The first sequence to read; excludes <see cref="Since"/>.</summary>
    public ulong? FromSequence { get; init; }

    /// <summary>The earliest time of storing to read (machine time).</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The last time of storing to read (machine time).</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether to go on with new messages; otherwise reading ends with the newest there is.</summary>
    public bool Follow { get; init; }
}
