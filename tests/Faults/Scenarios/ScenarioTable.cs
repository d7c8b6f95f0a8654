using Pipeline.Contracts;
using Pipeline.Hosting;
using static Pipeline.Hosting.KillPoints;

namespace Pipeline.Tests.Faults.Scenarios;

/// <summary>Which scenario passes which kill point.</summary>
public static class ScenarioTable
{
    private const string StoreTests = "EndToEnd/State/StoreTests.cs";
    private const string SellerAloneTests = "Integration/Seller/SellerAloneTests.cs";

    private static readonly Dictionary<string, Scenario> Special = new(StringComparer.Ordinal)
    {
        [StageStartLocked] = Scenario.AfterDeathOf(Processes.Monitor),
        [StageStartConnected] = Scenario.AfterDeathOf(Processes.Seller),
        [StageStartRecorded] = Scenario.AfterDeathOf(Processes.Buyer),
        [StageShutdownEnded] = Scenarios.AskedToRestart(Processes.Monitor),

        [ScannerWarmUpRead] = Scenario.AfterDeathOf(Processes.Scanner),
        [ScannerBarHeard] = Scenarios.BarsCome,
        [ScannerBarStoring] = Scenarios.BarsCome,
        [ScannerBarStored] = Scenarios.BarsCome,
        [ScannerGapRead] = Scenarios.StreamsBreak,
        [ScannerSignalFound] = Scenarios.PriceJumps,
        [ScannerSignalStored] = Scenarios.PriceJumps,

        [BuyerSignalRefused] = Scenarios.OldSignal,
        [BuyerSignalQuarantined] = Scenarios.PoisonSignal,
        [BuyerGateBehind] = Scenarios.SomebodyElseAtTheGate,
        [BuyerGateUnconfirmed] = Scenarios.NatsDiesAtTheGate,
        [BuyerUnknownAsking] = Scenarios.EntryAnswerLost,
        [BuyerUnknownAnswered] = Scenarios.EntryAnswerLost,
        [BuyerUnknownSendingAgain] = Scenarios.EntryRequestLost,
        [BuyerCancelSending] = Scenarios.PartialFill,
        [BuyerCancelAnswered] = Scenarios.PartialFill,
        [BuyerRecoveryFound] = Scenarios.DiesAgainOnRecovery,
        [BuyerShutdownAsked] = Scenarios.AskedToRestart(Processes.Buyer),

        [MonitorReadingAsked] = Scenarios.StreamsBreak,
        [MonitorReadingAnswered] = Scenarios.StreamsBreak,
        [MonitorReadingNewsStored] = Scenarios.StreamsBreak,
        [MonitorReadingFolded] = Scenarios.StreamsBreak,
        [MonitorGapEnding] = Scenarios.StreamsBreak,
        [MonitorStreamLost] = Scenarios.StreamsBreak,
        [MonitorAdjustmentDecided] = Scenarios.BoughtElsewhere,
        [MonitorAdjustmentStored] = Scenarios.BoughtElsewhere,
        [MonitorExitDecided] = Scenarios.TimeRunsOut,
        [MonitorStopMoving] = Scenarios.PriceRises,
        [MonitorGuardMissing] = Scenarios.StopIsGone,
        [MonitorSessionRead] = Scenarios.NextDay,
        [MonitorRecoveryBooksRead] = Scenario.AfterDeathOf(Processes.Monitor),
        [MonitorRecoverySaid] = Scenario.AfterDeathOf(Processes.Monitor),

        [SellerUnknownAsking] = Scenarios.ExitAnswerLost,
        [SellerUnknownAnswered] = Scenarios.ExitAnswerLost,
        [SellerUnknownSendingAgain] = Scenarios.ExitRequestLost,
        [SellerRecoveryBooksRead] = Scenario.AfterDeathOf(Processes.Seller),
        [SellerRecoveryFound] = Scenario.AfterDeathOf(Processes.Seller),

        [OrchestratorHomeTaken] = Scenario.AfterDeathOf(Processes.Orchestrator),
        [OrchestratorRunRecorded] = Scenario.AfterDeathOf(Processes.Orchestrator),
        [OrchestratorChildrenAdopted] = Scenario.AfterDeathOf(Processes.Orchestrator),
        [OrchestratorStreamsEnsured] = Scenario.AfterDeathOf(Processes.Orchestrator),
        [OrchestratorChildStarting] = Scenario.AfterDeathOf(Processes.Buyer),
        [OrchestratorChildStarted] = Scenario.AfterDeathOf(Processes.Monitor),
        [OrchestratorChildDead] = Scenario.AfterDeathOf(Processes.Seller),
        [OrchestratorEventStoring] = Scenario.AfterDeathOf(Processes.Scanner),
        [OrchestratorChildKilling] = Scenarios.Freezes(Processes.Scanner),
        [OrchestratorChildKilled] = Scenarios.Freezes(Processes.Scanner),
        [OrchestratorControlDecided] = Scenarios.Reduced,
        [OrchestratorControlStored] = Scenarios.Reduced,
        [OrchestratorStatusWriting] = Scenario.WhileHeld("time passes", _ => Task.CompletedTask),
        [OrchestratorShutdownBegun] = Scenarios.Stopped,
        [OrchestratorShutdownChildEnded] = Scenarios.Stopped,
    };

    /// <summary>Points that no row can pass, for what they need ends more than a row: what is passed there, and the test that dies there and fails when it does not.</summary>
    public static readonly IReadOnlyDictionary<string, (string Name, string Test)> Elsewhere = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        [OrchestratorStoreLatched] = ("the store is put back to an older time", StoreTests),
        [OrchestratorStoreMoved] = ("the store is deleted", StoreTests),
        [OrchestratorStoreMarked] = ("the store is swapped", StoreTests),
        [SellerAloneRecording] = ("nats-server dies while an exit is held up", SellerAloneTests),
        [SellerAloneRecorded] = ("nats-server dies while an exit is held up", SellerAloneTests),
    };

    /// <summary>Points with a scenario of their own; all others are passed by a trade.</summary>
    public static IEnumerable<string> Points => Special.Keys.Concat(Elsewhere.Keys);

    /// <summary>What is let happen, for the table.</summary>
    public static string NameOf(string point) =>
        Elsewhere.TryGetValue(point, out var other) ? $"{other.Name} (`{Path.GetFileNameWithoutExtension(other.Test)}`)" : Of(point).Name;

    public static Scenario Of(string point) => Special.GetValueOrDefault(point, Scenario.Trade);
}
