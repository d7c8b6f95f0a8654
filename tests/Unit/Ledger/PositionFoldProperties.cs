using FsCheck;
using FsCheck.Fluent;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Ledger;
using static Pipeline.Tests.Unit.Ledger.Venue;

namespace Pipeline.Tests.Unit.Ledger;

public sealed class PositionFoldProperties
{
    [Fact]
    public void Any_permutation_with_duplicates_and_losses_followed_by_a_reading_folds_to_the_same_position()
    {
        var stories = from entry in Fills() from exit in Fills() from seed in Gen.Choose(0, int.MaxValue - 1) select (entry, exit, seed);

        Prop.ForAll(stories.ToArbitrary(), story =>
        {
            var told = Told("entry", OrderSide.Buy, story.entry, 0).Concat(Told("exit", OrderSide.Sell, Sold(story.entry, story.exit), 100)).ToArray();
            var straight = Read(told.Aggregate(Empty, Fold), told);

            var chance = new System.Random(story.seed);
            var heard = told.Concat(told).Where(_ => chance.Next(3) > 0).OrderBy(_ => chance.Next()).ToArray();
            var shuffled = Empty;
            foreach (var one in heard)
            {
                shuffled = Fold(shuffled, one);
                if (shuffled.Quantity.Value < 0)
                    return false;
            }

            return Text(Read(shuffled, told)) == Text(straight) &&
                straight.Quantity.Value == story.entry.Sum(fill => fill.Quantity) - Sold(story.entry, story.exit).Sum(fill => fill.Quantity);
        }).QuickCheckThrowOnFailure();
    }

    private static Position Fold(Position position, (VenueOrder Order, Execution Execution) told) =>
        PositionFold.Update(position, told.Order, told.Execution, OriginOf(told.Order), Noon).Position;

    private static Position Read(Position position, (VenueOrder Order, Execution Execution)[] told) => told
        .GroupBy(one => one.Order.VenueOrderId)
        .Aggregate(position, (folded, order) =>
            PositionFold.Reading(folded, order.Last().Order, [.. order.Select(one => one.Execution)], OriginOf(order.Last().Order), Noon).Position);

    private static OrderOrigin OriginOf(VenueOrder order) => order.Side == OrderSide.Buy ? Entry : Stop;

    private static IEnumerable<(VenueOrder, Execution)> Told(string id, OrderSide side, IReadOnlyList<(int Quantity, int Cents)> fills, int second)
    {
        var (quantity, notional) = (0m, 0m);
        var all = fills.Sum(fill => fill.Quantity);
        foreach (var fill in fills)
        {
            quantity += fill.Quantity;
            notional += fill.Quantity * fill.Cents / 100m;
            var status = quantity == all ? OrderStatus.Filled : OrderStatus.PartiallyFilled;
            // The venue rounds its mean price: only the executions themselves are exact.
            var average = decimal.Round(notional / quantity, 4);
            yield return (Order(id, side, all, quantity, average, status), Execution(id, side, fill.Quantity, fill.Cents / 100m, quantity, second++));
        }
    }

    private static (int Quantity, int Cents)[] Sold((int Quantity, int Cents)[] bought, (int Quantity, int Cents)[] wished)
    {
        var left = bought.Sum(fill => fill.Quantity);
        return [.. wished.Select(fill => (Quantity: Math.Min(fill.Quantity, left), fill.Cents, Left: left -= Math.Min(fill.Quantity, left))).Where(fill => fill.Quantity > 0).Select(fill => (fill.Quantity, fill.Cents))];
    }

    private static Gen<(int Quantity, int Cents)[]> Fills() =>
        (from quantity in Gen.Choose(1, 30) from cents in Gen.Choose(9_000, 11_000) select (quantity, cents)).NonEmptyListOf().Select(fills => fills.Take(8).ToArray());

    private static string Text(Position position) => System.Text.Encoding.UTF8.GetString(ContractsJson.Write(position));
}
