namespace Pipeline.Simulator.Faults;

/// <summary>Which subjects a fault happens to; what is null lets everything through.</summary>
public sealed record FaultFilter
{
    public string? Method { get; init; }

    /// <summary>A path; a star at its end stands for anything that follows.</summary>
    public string? Path { get; init; }

    /// <summary>A part of the client's User-Agent.</summary>
    public string? Client { get; init; }

    public string? Symbol { get; init; }

    public string? Side { get; init; }

    public string? OrderClass { get; init; }

    public string? OrderType { get; init; }

    public string? Role { get; init; }

    /// <summary>How the client order id begins.</summary>
    public string? ClientOrderId { get; init; }

    public string? Event { get; init; }

    /// <summary>True when the order itself has to be known to tell.</summary>
    public bool AsksForOrder => (Symbol ?? Side ?? OrderClass ?? OrderType ?? Role ?? ClientOrderId) is not null;

    public bool Matches(FaultSubject subject) =>
        Same(Method, subject.Method)
        && PathMatches(subject.Path)
        && (Client is null || subject.Client?.Contains(Client, StringComparison.OrdinalIgnoreCase) == true)
        && (Symbol is null || subject.Symbols.Contains(Symbol, StringComparer.OrdinalIgnoreCase))
        && Same(Side, subject.Side)
        && Same(OrderClass, subject.OrderClass)
        && Same(OrderType, subject.OrderType)
        && Same(Role, subject.Role)
        && Same(Event, subject.Event)
        && (ClientOrderId is null || subject.ClientOrderId?.StartsWith(ClientOrderId, StringComparison.Ordinal) == true);

    private static bool Same(string? wanted, string? found) => wanted is null || string.Equals(wanted, found, StringComparison.OrdinalIgnoreCase);

    private bool PathMatches(string? path)
    {
        if (Path is null) return true;
        if (path is null) return false;
        return Path.EndsWith('*') ? path.StartsWith(Path[..^1], StringComparison.Ordinal) : path == Path;
    }
}
