using System.Threading.Channels;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Orders;
using Pipeline.Domain.Ledger;
using Pipeline.Hosting;

namespace Pipeline.Monitor.Inputs;

/// <summary>Asks the venue behind the loop's back; every answer comes back as an input.</summary>
internal sealed class VenueQuestions(IVenueReader venue, TimeProvider machine)
{
    private const int LookedUpAtOnce = 20;

    public async Task ReadAsync(ReadingRequest request, ChannelWriter<MonitorInput> loop, CancellationToken cancellationToken) =>
        await AnswerAsync(async () => new MonitorInput.Read(await ReadAsync(request, cancellationToken)), Failed, loop, cancellationToken);

    public async Task ReadHoursAsync(DateTimeOffset now, ChannelWriter<MonitorInput> loop, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        await AnswerAsync(async () => new MonitorInput.Hours(await venue.GetCalendarAsync(today.AddDays(-7), today.AddDays(10), cancellationToken)), NotAnswered, loop, cancellationToken);
    }

    public async Task ReadBaselineAsync(SessionHours session, ChannelWriter<MonitorInput> loop, CancellationToken cancellationToken) =>
        await AnswerAsync(async () => new MonitorInput.Baseline(session, await venue.GetAccountAsync(cancellationToken)), NotAnswered, loop, cancellationToken);

    private async Task<VenueReading> ReadAsync(ReadingRequest request, CancellationToken cancellationToken)
    {
        KillPoint.Reached(KillPoints.MonitorReadingAsked);
        var askedAt = machine.GetUtcNow();
        List<VenueOrder> orders = [.. await venue.GetOpenOrdersAsync(symbol: null, cancellationToken)];
        IReadOnlyList<Execution> executions = [];
        if (request.Plan.IsWhole)
        {
            orders.InsertRange(0, await venue.GetOrdersSinceAsync(request.OrdersSince, cancellationToken));
            executions = await venue.GetExecutionsSinceAsync(request.ExecutionsSince, cancellationToken);
        }

        var unknown = await LookUpAsync(request, orders, executions, cancellationToken);
        IReadOnlyList<AccountActivity> activities = request.Plan.IsWhole ? await venue.GetActivitiesSinceAsync(request.ActivitiesSince, cancellationToken) : [];
        var positions = request.Plan.IsWhole ? await venue.GetPositionsAsync(cancellationToken) : [];
        var account = request.Plan.IsWhole ? await venue.GetAccountAsync(cancellationToken) : null;
        KillPoint.Reached(KillPoints.MonitorReadingAnswered);
        return new VenueReading(request, [.. orders.DistinctBy(order => order.VenueOrderId)], executions, positions, unknown, activities, account, askedAt);
    }

    // What the lists leave out has ended, or is legs whose family nobody has described yet: each is asked for by itself.
    private async Task<IReadOnlyList<string>> LookUpAsync(ReadingRequest request, List<VenueOrder> orders, IReadOnlyList<Execution> executions, CancellationToken cancellationToken)
    {
        List<string> unknown = [];
        var listed = orders.SelectMany(order => order.WithLegs()).ToArray();
        var ids = listed.Select(order => order.VenueOrderId).ToHashSet(StringComparer.Ordinal);
        foreach (var id in request.OpenOrders.Concat(executions.Select(execution => execution.VenueOrderId)).Distinct().Where(id => !ids.Contains(id)).Take(LookedUpAtOnce).ToArray())
        {
            if (await venue.FindOrderAsync(id, cancellationToken) is { } found)
                orders.Add(found);
            else
                unknown.Add(id);
        }

        foreach (var client in request.UnheardEntries.Where(id => Array.TrueForAll(listed, order => order.ClientOrderId != id)).Take(LookedUpAtOnce).ToArray())
        {
            if (await venue.FindOrderByClientIdAsync(client, cancellationToken) is { } found)
                orders.Add(found);
        }

        return unknown;
    }

    private static MonitorInput.ReadFailed Failed(Exception refused) => new(refused.Message, refused is VenueRefusedException { IsBadKeys: true });

    private static MonitorInput.NotAnswered NotAnswered(Exception refused) => new(refused.Message);

    private static async Task AnswerAsync(Func<Task<MonitorInput>> ask, Func<Exception, MonitorInput> failed, ChannelWriter<MonitorInput> loop, CancellationToken cancellationToken)
    {
        MonitorInput answer;
        try
        {
            answer = await ask();
        }
        catch (Exception refused) when (refused is VenueUnavailableException or VenueRefusedException)
        {
            answer = failed(refused);
        }

        await loop.WriteAsync(answer, cancellationToken);
    }
}
