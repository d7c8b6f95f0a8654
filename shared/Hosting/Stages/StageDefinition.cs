using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Pipeline.Hosting.Stages;

/// <summary>What makes one stage different from the others.</summary>
/// <param name="Process">One of the names in <see cref="Contracts.Processes"/>.</param>
/// <param name="Description">One line for the help text.</param>
/// <param name="AddServices">Adds the stage's options, its sources and its <see cref="IStage"/>; the configuration holds the keys too.</param>
/// <param name="NeedsNats">False for a stage that starts and works without nats-server too, and connects when it is there.</param>
public sealed record StageDefinition(string Process, string Description, Action<IServiceCollection, IConfiguration> AddServices, bool NeedsNats = true);
