using Pipeline.Contracts;
using Pipeline.Hosting.Stages;
using Pipeline.Seller;

return await StageHost.RunAsync(
    new StageDefinition(Processes.Seller, "Brings the venue to the wanted exit: protects, moves stops, sells, proves.", SellerServices.Add, NeedsNats: false), args);
