using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Faults;

/// <summary>What is said differently in replies and stream messages: JSON in, JSON out.</summary>
/// <param name="Where">Whether it happens to replies, to stream messages or to both.</param>
/// <param name="Change">Changes a document in place.</param>
public sealed record WordingFault(WordingPlace Where, Action<JsonNode> Change) : Fault;
