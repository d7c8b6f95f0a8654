namespace Pipeline.Tests.Integration.Broker;

/// <summary>The behaviour shows only inside the regular session.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsOpenMarketAttribute : Attribute;
