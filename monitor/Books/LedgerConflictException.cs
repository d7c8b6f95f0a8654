using Pipeline.Contracts.Values;

namespace Pipeline.Monitor.Books;

/// <summary>Somebody else wrote a position that only the monitor writes: another monitor runs, or this one slept through its successor's start.</summary>
internal sealed class LedgerConflictException(Symbol symbol, ulong expected, ulong? found)
    : Exception($"The position of {symbol} was written by another: expected sequence {expected}, found {found?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "another"}.");
