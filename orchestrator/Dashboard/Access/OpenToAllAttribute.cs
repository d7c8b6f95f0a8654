namespace Pipeline.Orchestrator.Dashboard.Access;

/// <summary>Marks a route that answers without a token: it must tell nothing about the account.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenToAllAttribute : Attribute;
