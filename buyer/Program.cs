using Pipeline.Buyer;
using Pipeline.Contracts;
using Pipeline.Hosting.Stages;

return await StageHost.RunAsync(
    new StageDefinition(Processes.Buyer, "decides whether and how much to buy, and sends the entry", (services, configuration) => services.AddBuyer(configuration)), args);
