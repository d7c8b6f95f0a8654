using System.CommandLine;
using Pipeline.Contracts.Orders;
using Pipeline.Hosting;
using Pipeline.Orchestrator.Journal.Reading;
using Pipeline.Orchestrator.Output;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>orders</c>: every order as the venue last described it.</summary>
public static class OrdersCommand
{
    private static readonly Column<OrderRow>[] Columns =
    [
        new("submittedAt", row => row.Order.SubmittedAt, "submitted (New York)", row => Figures.Moment(row.Order.SubmittedAt)),
        new("symbol", row => row.Order.Symbol.Name, "symbol"),
        new("side", row => row.Order.Side, "side", row => row.Order.Side == OrderSide.Buy ? "buy" : "sell"),
        new("purpose", row => row.Purpose, "for", row => row.Purpose?.Replace('_', ' ') ?? (row.Order.ParentVenueOrderId is null ? "-" : "leg")),
        new("type", row => row.Order.Type, "type", row => Words(row.Order.Type)),
        new("timeInForce", row => row.Order.TimeInForce),
        new("class", row => row.Order.Class),
        new("quantity", row => row.Order.Quantity, "shares"),
        new("filledQuantity", row => row.Order.FilledQuantity, "filled"),
        new("filledAveragePrice", row => row.Order.FilledAveragePrice, "at", row => Figures.Text(row.Order.FilledAveragePrice)),
        new("limitPrice", row => row.Order.LimitPrice, "limit", row => Figures.Text(row.Order.LimitPrice)),
        new("stopPrice", row => row.Order.StopPrice, "stop", row => Figures.Text(row.Order.StopPrice)),
        new("status", row => row.Order.Status, "status", row => row.Order.IsTerminal ? Words(row.Order.Status) : $"[yellow]{Words(row.Order.Status)}[/]"),
        new("updatedAt", row => row.Order.UpdatedAt),
        new("clientOrderId", row => row.Order.ClientOrderId),
        new("venueOrderId", row => row.Order.VenueOrderId),
        new("parentVenueOrderId", row => row.Order.ParentVenueOrderId),
        new("signalId", row => row.CorrelationId, "signal"),
    ];

    public static Command Create(TimeProvider machine)
    {
        var options = new ListOptions();
        var open = new Option<bool>("--open") { Description = "Only those that may still execute." };
        var command = new Command("orders", "Every order as the venue last described it; newest first.") { open };
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => JournalList.RunAsync(
            options, parsed, machine,
            (reader, filter) =>
            {
                var orders = reader.Orders(filter, parsed.GetValue(open));
                ListOutput.Write(options.FormOf(parsed), orders, Columns);
                Console.Error.WriteLine($"{orders.Count} orders, {orders.Count(row => !row.Order.IsTerminal)} open");
                return ExitCodes.Done;
            },
            cancellationToken));
        return command;
    }

    private static string Words<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()).Replace('_', ' ');
}
