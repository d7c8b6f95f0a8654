using System.Threading.Channels;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Orders;
using Pipeline.Hosting;

namespace Pipeline.Monitor.Inputs;

/// <summary>Asks the venue behind the loop's back; every answer comes back as an input.</summary>
internal sealed class VenueQuestions(IVenueReader venue, TimeProvider machine)
{
    private const int LookedUpAtOnce = 20;

    public async Task ReadAsync(ReadingRequest request, ChannelWriter<MonitorInput> loop, CancellationToken cancellationToken) =>
        await AnswerAsync(async () => new MonitorInput.Read(await ReadAsync(request, cancellationToken)), loop, cancellationToken);

    public async Task ReadHoursAsync(DateTimeOffset now, ChannelWriter<MonitorInput> loop, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        await AnswerAsync(async () => new MonitorInput.Hours(await venue.GetCalendarAsync(today.AddDays(-7), today.AddDays(10), cancellationToken)), loop, cancellationToken);
    }

    public async Task ReadBaselineAsync(SessionHours session, ChannelWriter<MonitorInput> loop, CancellationToken cancellationToken) =>
        await AnswerAsync(async () => new MonitorInput.Baseline(session, await venue.GetAccountAsync(cancellationToken)), loop, cancellationToken);

    private async Task<VenueReading> ReadAsync(ReadingRequest request, CancellationToken cancellationToken)
    {
        KillPoint.Reached(KillPoints.MonitorReadingAsked);
        var askedAt = machine.GetUtcNow();
        var open = await venue.GetOpenOrdersAsync(symbol: null, cancellationToken);
        var since = await venue.GetOrdersSinceAsync(request.OrdersSince, cancellationToken);
        var executions = await venue.GetExecutionsSinceAsync(request.ExecutionsSince, cancellationToken);
        List<VenueOrder> orders = [.. since.Concat(open).DistinctBy(order => order.VenueOrderId)];
        var listed = orders.SelectMany(order => order.WithLegs()).Select(order => order.VenueOrderId).ToHashSet(StringComparer.Ordinal);
        var missing = request.OpenOrders.Concat(executions.Select(execution => execution.VenueOrderId)).Distinct().Where(id => !listed.Contains(id));
        foreach (var id in missing.Take(LookedUpAtOnce).ToArray())
        {
            if (await venue.FindOrderAsync(id, cancellationToken) is { } found)
                orders.Add(found);
        }

        var positions = await venue.GetPositionsAsync(cancellationToken);
        KillPoint.Reached(KillPoints.MonitorReadingAnswered);
        return new VenueReading(orders, executions, positions, askedAt, request.Cause);
    }

    private static async Task AnswerAsync(Func<Task<MonitorInput>> ask, ChannelWriter<MonitorInput> loop, CancellationToken cancellationToken)
    {
        MonitorInput answer;
        try
        {
            answer = await ask();
        }
        catch (Exception refused) when (refused is VenueUnavailableException or VenueRefusedException { IsBadKeys: false })
        {
            answer = new MonitorInput.ReadFailed(refused.Message);
        }

        await loop.WriteAsync(answer, cancellationToken);
    }
}
