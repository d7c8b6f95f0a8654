using Pipeline.Simulator.Faults.Input;
using Pipeline.Simulator.Faults.Sockets;
using static Pipeline.Simulator.Faults.Input.FaultParameter;

namespace Pipeline.Simulator.Faults.Kinds;

/// <summary>What may go wrong with streams.</summary>
public static class StreamKinds
{
    private static readonly FaultParameter On = Choice("on", "when", "time", "time", "connect", "message");

    // Conversations about keys and subscriptions go on undisturbed unless control messages are asked for.
    private static readonly FaultParameter Text = FaultParameter.Text("text", "what it says", "");

    public static IReadOnlyList<FaultKind> All { get; } =
    [
        Kind("disconnect-streams", "every stream is dropped without a closing handshake (1006)", false, _ => new StreamFault(StreamTrouble.Close) { Code = 1006 }),
        Kind("stream-close", "a stream is closed", false,
            said => new StreamFault(StreamTrouble.Close) { Code = said.Whole("code"), Text = said.Text("text") ?? "", On = Moment(said) },
            Choice("code", "close code; 1006 is no closing handshake", "1006", "1000", "1001", "1002", "1003", "1006", "1008", "1009", "1010", "1011") with { Type = ParameterType.Whole, Default = 1006m, Least = 1000, Most = 1011 },
            Text, On),
        Kind("stream-error", "a client is told an error", false,
            said => new StreamFault(StreamTrouble.Error) { Code = said.Whole("code"), Text = said.Text("text") ?? "", Closes = said.Flag("closes"), On = Moment(said) },
            Whole("code", "error code", 500, 400, 599), Text with { Default = "internal error" }, Flag("closes", "whether the stream is closed after it", false), On),
        Kind("slow-client", "407 slow client, and the stream is closed", false,
            said => new StreamFault(StreamTrouble.Error) { Code = 407, Text = "slow client", Closes = true, On = Moment(said) }, On),
        Kind("stream-silent", "open and alive, but nothing is sent; what is missed is lost", true, _ => new StreamFault(StreamTrouble.Silence)),
        Kind("auth-silent", "nothing is sent from the answer to the keys on", true, _ => new StreamFault(StreamTrouble.AuthenticationSilence)),
        Kind("auth-refused", "good keys are refused: 402, or unauthorized", false, _ => new StreamFault(StreamTrouble.AuthenticationRefusal)),
        Kind("stream-drop", "a message is lost", false, _ => new StreamFault(StreamTrouble.Loss)),
        Kind("stream-duplicate", "a message comes twice", false, _ => new StreamFault(StreamTrouble.Duplicate)),
        Kind("stream-reorder", "a message comes after the one that follows it", false, _ => new StreamFault(StreamTrouble.Reorder)),
        Kind("stream-delay", "a message leaves later, and so do those behind it: the REST reply comes first", false,
            said => new StreamFault(StreamTrouble.Delay) { Time = said.Milliseconds("milliseconds") }, Number("milliseconds", "machine milliseconds", 300, 1, 600_000)),
        Kind("stream-batch", "messages come together: arrays as one array, objects one after the other in a frame", false,
            said => new StreamFault(StreamTrouble.Batch) { Amount = said.Whole("messages") }, Whole("messages", "how many", 3, 2, 100)),
        Kind("big-message", "a message is padded to a size", false,
            said => new StreamFault(StreamTrouble.Padding) { Amount = said.Whole("bytes") }, Whole("bytes", "size of the whole message", 65_535, 1_000, 16_777_216)),
        Kind("connection-limit", "no place: 406 after the keys, or HTTP 429 instead of the upgrade", false,
            said => new StreamFault(StreamTrouble.NoPlace) { Code = said.Whole("status") }, Whole("status", "406 or 429", 406, 406, 429)) with { Lasts = true },
        Kind("half-open", "after a stream ended without a closing handshake, its endpoint has no place for a while", false,
            said => new StreamFault(StreamTrouble.HalfOpen) { Code = said.Whole("status"), Time = said.Seconds("seconds") },
            Number("seconds", "machine seconds", 90, 0.1m, 3600), Whole("status", "406 or 429", 406, 406, 429)) with { Lasts = true },
        Kind("symbol-limit", "405 for more symbols than so many", false,
            said => new StreamFault(StreamTrouble.SymbolLimit) { Amount = said.Whole("symbols") }, Whole("symbols", "symbols allowed", 30, 0, 100_000)) with { Lasts = true },
    ];

    private static FaultKind Kind(string name, string summary, bool lasts, Func<FaultArguments, StreamFault> create, params FaultParameter[] parameters) =>
        new(name, FaultFamily.Stream, summary, create) { Parameters = parameters, Filters = CommonParameters.OfMessages, Lasts = lasts };

    private static StreamMoment Moment(FaultArguments said) => Enum.Parse<StreamMoment>(said.Text("on")!, ignoreCase: true);
}
