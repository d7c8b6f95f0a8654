using Pipeline.Broker.Port;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Orders;
using Pipeline.Domain.Ledger;

namespace Pipeline.Monitor.Inputs;

/// <summary>What REST said of the account in one go.</summary>
/// <param name="Request">What was asked, and why.</param>
/// <param name="Orders">Open orders and those since the oldest open thing, each once; legs nested.</param>
/// <param name="Executions">Executions since what is folded, with an overlap; none in a quick reading.</param>
/// <param name="Positions">What is held; asked last; none in a quick reading, which says nothing of it.</param>
/// <param name="Unknown">Orders that the book holds for open and the venue does not know.</param>
/// <param name="Activities">What changed the account without an execution; none in a quick reading.</param>
/// <param name="Account">Its money, asked after all else; null in a quick reading.</param>
/// <param name="AskedAt">Machine time of the first question.</param>
internal sealed record VenueReading(
    ReadingRequest Request, IReadOnlyList<VenueOrder> Orders, IReadOnlyList<Execution> Executions, IReadOnlyList<VenuePosition> Positions, IReadOnlyList<string> Unknown,
    IReadOnlyList<AccountActivity> Activities, AccountReading? Account, DateTimeOffset AskedAt);

/// <summary>What to read.</summary>
/// <param name="Plan">Why, and whether all of the account or only its open orders.</param>
/// <param name="OrdersSince">Venue time: submission of the oldest open thing, with an overlap.</param>
/// <param name="ExecutionsSince">Venue time: the last folded execution, with an overlap.</param>
/// <param name="ActivitiesSince">Venue time: what may still explain a difference.</param>
/// <param name="OpenOrders">Orders that the book holds for open, or must know more of; asked for one by one where the lists leave them out.</param>
/// <param name="UnheardEntries">Client ids of entries that were intended and that nobody has spoken of.</param>
/// <param name="Asked">The person's command that it answers.</param>
internal sealed record ReadingRequest(
    ReadingPlan Plan, DateTimeOffset OrdersSince, DateTimeOffset ExecutionsSince, DateTimeOffset ActivitiesSince, IReadOnlyCollection<string> OpenOrders, IReadOnlyCollection<string> UnheardEntries, ReconcileControl? Asked);

/// <summary>One reading to come.</summary>
/// <param name="Cause">start, connected, schedule, doubt, asked; gap, polling and entry for quick ones.</param>
/// <param name="IsWhole">All of the account; a quick one is one request and one more for each order that is in question.</param>
internal sealed record ReadingPlan(string Cause, bool IsWhole);
