using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Exchange;

namespace Pipeline.Simulator.Wire;

/// <summary>Splits and renamings as the data API and the trading API tell them.</summary>
public static class CorporateActionJson
{
    private const ulong Ids = 74;

    /// <summary>forward_split, reverse_split or name_change.</summary>
    public static string TypeOf(AssetChanged change) =>
        change.Kind == AssetEventKind.Renamed ? "name_change" : FactorOf(change) < 1m ? "forward_split" : "reverse_split";

    /// <summary>An action of the data API; numbers are numbers there.</summary>
    public static JsonObject Of(AssetChanged change)
    {
        var day = Day(change);
        if (change.Kind == AssetEventKind.Renamed)
        {
            return new JsonObject
            {
                ["id"] = IdOf(change),
                ["old_symbol"] = change.Asset.Symbol,
                ["new_symbol"] = change.Asset.RenamedTo,
                ["old_cusip"] = Cusip(change.Asset.Original),
                ["new_cusip"] = Cusip(change.Asset.Original),
                ["process_date"] = day,
            };
        }

        var (fresh, old) = Rates(change);
        var json = new JsonObject
        {
            ["id"] = IdOf(change),
            ["symbol"] = change.Asset.Symbol,
            ["new_rate"] = fresh,
            ["old_rate"] = old,
            ["process_date"] = day,
            ["ex_date"] = day,
            ["record_date"] = day,
            ["payable_date"] = day,
        };
        var names = TypeOf(change) == "forward_split" ? (string[])["cusip"] : ["old_cusip", "new_cusip"];
        foreach (var name in names) json[name] = Cusip(change.Asset.Original);
        return json;
    }

    /// <summary>A split as the trading API announces it; numbers are texts there.</summary>
    public static JsonObject Announcement(AssetChanged split)
    {
        var (fresh, old) = Rates(split);
        return new JsonObject
        {
            ["id"] = IdOf(split),
            ["corporate_action_id"] = $"{Cusip(split.Asset.Original)}_{Day(split)}",
            ["ca_type"] = "split",
            ["ca_sub_type"] = fresh > old ? "stock_split" : "reverse_split",
            ["initiating_symbol"] = split.Asset.Symbol,
            ["initiating_original_cusip"] = Cusip(split.Asset.Original),
            ["target_symbol"] = split.Asset.Symbol,
            ["target_original_cusip"] = Cusip(split.Asset.Original),
            ["declaration_date"] = Day(split),
            ["effective_date"] = Day(split),
            ["ex_date"] = Day(split),
            ["record_date"] = Day(split),
            ["payable_date"] = Day(split),
            ["cash"] = "0",
            ["old_rate"] = Figure.Text(old),
            ["new_rate"] = Figure.Text(fresh),
        };
    }

    private static decimal FactorOf(AssetChanged change) => change.Asset.Shifts.Last(shift => shift.Splits).Factor;

    /// <summary>New and old shares in the smallest whole numbers, where there are such below a hundred.</summary>
    private static (decimal New, decimal Old) Rates(AssetChanged split)
    {
        var factor = FactorOf(split);
        for (var old = 1m; old <= 100m; old++)
        {
            var fresh = old / factor;
            if (Math.Abs(fresh - decimal.Round(fresh)) < 0.000001m) return (decimal.Round(fresh), old);
        }

        return (decimal.Round(1m / factor, 6), 1m);
    }

    private static string IdOf(AssetChanged change) => Chance.Id(Chance.Hash(change.Asset.Original), Ids, (ulong)change.Sequence).ToString();

    private static string Cusip(string symbol) => (Chance.Hash(symbol) % 1_000_000_000UL).ToString("D9", CultureInfo.InvariantCulture);

    private static string Day(AssetChanged change) => NewYork.DayOf(change.At).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
