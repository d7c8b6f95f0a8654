using System.Text;
using System.Text.Json.Nodes;
using Pipeline.Contracts.Json;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Contracts;

/// <summary>The JSON of every message, as it lies on disks by now: a field may be added to a golden file, never changed or removed.</summary>
public sealed class GoldenJsonTests
{
    [Fact] public void MarketBar() => Agrees(SampleMessages.MarketBar);
    [Fact] public void MarketQuote() => Agrees(SampleMessages.MarketQuote);
    [Fact] public void BuySignal() => Agrees(SampleMessages.BuySignal);
    [Fact] public void SellSignal() => Agrees(SampleMessages.SellSignal);
    [Fact] public void EntryIntent() => Agrees(SampleMessages.EntryIntent);
    [Fact] public void OrderIntent() => Agrees(SampleMessages.OrderIntent);
    [Fact] public void OrderAnswer() => Agrees(SampleMessages.OrderAnswer);
    [Fact] public void OrderUpdate() => Agrees(SampleMessages.OrderUpdate);
    [Fact] public void Position() => Agrees(SampleLedger.Position);
    [Fact] public void Trade() => Agrees(SampleLedger.Trade);
    [Fact] public void Cooldown() => Agrees(SampleLedger.Cooldown);
    [Fact] public void Session() => Agrees(SampleLedger.Session);
    [Fact] public void TradingControl() => Agrees(SampleControls.TradingControl);
    [Fact] public void FlattenControl() => Agrees(SampleControls.FlattenControl);
    [Fact] public void StoreControl() => Agrees(SampleControls.StoreControl);
    [Fact] public void LockControl() => Agrees(SampleControls.LockControl);
    [Fact] public void ReconcileControl() => Agrees(SampleControls.ReconcileControl);
    [Fact] public void ConfigurationControl() => Agrees(SampleControls.ConfigurationControl);
    [Fact] public void LogLevelControl() => Agrees(SampleControls.LogLevelControl);
    [Fact] public void Heartbeat() => Agrees(SampleControls.Heartbeat);
    [Fact] public void ProcessMetrics() => Agrees(SampleControls.ProcessMetrics);
    [Fact] public void PipelineEvent() => Agrees(SampleControls.PipelineEvent);
    [Fact] public void DeadLetter() => Agrees(SampleControls.DeadLetter);

    [Fact]
    public void Every_message_type_has_a_golden_file()
    {
        var types = typeof(ContractsJson).GetCustomAttributesData()
            .Where(attribute => attribute.AttributeType.Name == "JsonSerializableAttribute")
            .Select(attribute => ((Type)attribute.ConstructorArguments[0].Value!).Name);

        Assert.Equal(types.Order(StringComparer.Ordinal), Directory.GetFiles(Golden(""), "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_field_that_is_not_known_yet_is_passed_over()
    {
        var json = JsonNode.Parse(File.ReadAllBytes(Golden("BuySignal.json")))!.AsObject();
        json["fromTheFuture"] = "something";

        Assert.Equal(SampleMessages.BuySignal.Id, ContractsJson.Read<Pipeline.Contracts.Signals.BuySignal>(Encoding.UTF8.GetBytes(json.ToJsonString())).Id);
    }

    private static void Agrees<T>(T message)
    {
        var file = Golden(typeof(T).Name + ".json");
        var golden = File.ReadAllBytes(file);

        Assert.Equal(Compact(golden), Compact(ContractsJson.Write(message)));
        Assert.Equal(Compact(golden), Compact(ContractsJson.Write(ContractsJson.Read<T>(golden))));
    }

    /// <summary>Without white space; names, order and every digit as they are.</summary>
    private static string Compact(byte[] json) => JsonNode.Parse(json)!.ToJsonString();

    private static string Golden(string file) => RepositoryRoot.Path("tests", "Unit", "Contracts", "Golden", file);
}
