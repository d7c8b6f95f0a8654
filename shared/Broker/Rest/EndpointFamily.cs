namespace Pipeline.Broker.Rest;

/// <summary>Endpoints that fail together; each has its own circuit breaker, so that slow bars never keep anyone from reading orders.</summary>
internal enum EndpointFamily
{
    Orders,
    Account,
    Reference,
    Data,
}
