using Pipeline.Broker.Port;
using Pipeline.Contracts.Orders;

namespace Pipeline.Monitor.Inputs;

/// <summary>What REST said of the account in one go.</summary>
/// <param name="Orders">Open orders and those since the oldest open thing, each once; legs nested.</param>
/// <param name="Executions">Executions since what is folded, with an overlap.</param>
/// <param name="Positions">What is held; asked last.</param>
/// <param name="AskedAt">Machine time of the first question.</param>
/// <param name="Cause">Why it was read: start, connected, schedule, gap, doubt, polling.</param>
internal sealed record VenueReading(
    IReadOnlyList<VenueOrder> Orders, IReadOnlyList<Execution> Executions, IReadOnlyList<VenuePosition> Positions, DateTimeOffset AskedAt, string Cause);

/// <summary>What to read.</summary>
/// <param name="OrdersSince">Venue time: submission of the oldest open thing, with an overlap.</param>
/// <param name="ExecutionsSince">Venue time: the last folded execution, with an overlap.</param>
/// <param name="OpenOrders">Orders that the book holds for open; asked for one by one where the lists leave them out.</param>
/// <param name="Cause">Why.</param>
internal sealed record ReadingRequest(DateTimeOffset OrdersSince, DateTimeOffset ExecutionsSince, IReadOnlyCollection<string> OpenOrders, string Cause);
