using System.Text.Json.Nodes;
using Pipeline.Simulator.Faults.Input;
using static Pipeline.Simulator.Faults.Input.FaultParameter;

namespace Pipeline.Simulator.Faults.Kinds;

/// <summary>What replies and stream messages may say differently.</summary>
public static class WordingKinds
{
    private static readonly FaultParameter Where = Choice("where", "what it happens to", "both", "reply", "stream", "both");

    public static IReadOnlyList<FaultKind> All { get; } =
    [
        Kind("unknown-text", "a field has a text that nobody has heard of", new FaultFilter(),
            said => document => Wordings.Set(document, said.Text("field")!, said.Text("value")),
            Text("field", "name of the field", "status"), Text("value", "the text", "transmogrified"), Where),
        Kind("missing-field", "a field is left out", new FaultFilter(), said => document => Wordings.Remove(document, said.Text("field")!),
            Text("field", "name of the field", required: true), Where),
        Kind("null-field", "a field is null", new FaultFilter(), said => document => Wordings.Set(document, said.Text("field")!, null),
            Text("field", "name of the field", required: true), Where),
        Kind("extra-fields", "every object has a field that nobody has heard of", new FaultFilter(), _ => Wordings.Extend, Where),
        Kind("clock-skew", "the venue's clock is wrong; with path * every time in replies is", new FaultFilter { Path = "/v2/clock" },
            said => document => Wordings.Shift(document, (double)said.Number("seconds")!.Value),
            Number("seconds", "seconds it is fast; below zero it is slow", 5, -86_400, 86_400), Where with { Default = "reply" }) with { Lasts = true },
    ];

    private static FaultKind Kind(string name, string summary, FaultFilter filter, Func<FaultArguments, Action<JsonNode>> create, params FaultParameter[] parameters) =>
        new(name, FaultFamily.Wording, summary, said => new WordingFault(Enum.Parse<WordingPlace>(said.Text("where")!, ignoreCase: true), create(said)))
        {
            Parameters = parameters,
            Filter = filter,
            Filters = [.. CommonParameters.OfRequests, .. CommonParameters.OfMessages],
        };
}
