namespace Pipeline.Messaging;

/// <summary>Matches subjects as the server does: <c>*</c> is one token, <c>&gt;</c> at the end is one or more.</summary>
public static class SubjectFilter
{
    public static bool Matches(string filter, string subject)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(subject);
        var pattern = filter.AsSpan();
        var text = subject.AsSpan();
        while (true)
        {
            var wanted = Token(ref pattern, out var lastWanted);
            var found = Token(ref text, out var lastFound);
            if (lastWanted && wanted is ">")
                return !found.IsEmpty;
            if (wanted is not "*" && !wanted.SequenceEqual(found))
                return false;
            if (lastWanted || lastFound)
                return lastWanted && lastFound;
        }
    }

    private static ReadOnlySpan<char> Token(ref ReadOnlySpan<char> rest, out bool last)
    {
        var dot = rest.IndexOf('.');
        last = dot < 0;
        var token = last ? rest : rest[..dot];
        rest = last ? [] : rest[(dot + 1)..];
        return token;
    }
}
