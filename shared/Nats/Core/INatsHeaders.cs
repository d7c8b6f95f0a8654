using Microsoft.Extensions.Primitives;

namespace NATS.Client.Core;

/// <summary>Names with their values.</summary>
public interface INatsHeaders : IDictionary<string, StringValues>;
