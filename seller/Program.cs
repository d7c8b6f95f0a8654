using Pipeline.Contracts;
using Pipeline.Hosting.Stages;
using Pipeline.Seller;
using Pipeline.Seller.Direct;

return await StageHost.RunAsync(
    new StageDefinition(Processes.Seller, "Brings the venue to the wanted exit: protects, moves stops, sells, proves.", SellerServices.Add, NeedsNats: false, GuardsPositions: true), args,
    FlattenCommand.Create(TimeProvider.System));
