using System.Text.Json;
using Pipeline.Broker.Json;
using Pipeline.Broker.Port;

namespace Pipeline.Broker.Rest;

/// <summary>Sets the account to long only and without margin, and believes only what it reads back.</summary>
internal sealed class AccountSettings(VenueHttp http, VenueReads reads, VenueOptions options)
{
    private const string Path = "/v2/account/configurations";
    private const string LongOnlyCash = """{"no_shorting":true,"max_margin_multiplier":"1"}""";

    public async Task<bool> EnsureLongOnlyCashAsync(CancellationToken cancellationToken)
    {
        if (await HoldsAsync(cancellationToken))
            return true;
        if (await http.TakeBudgetAsync(RequestUrgency.Entering, options.BudgetPatience, cancellationToken) is null)
            await http.SendOnceAsync(HttpMethod.Patch, Path, LongOnlyCash, cancellationToken);
        return await HoldsAsync(cancellationToken);
    }

    private Task<bool> HoldsAsync(CancellationToken cancellationToken) =>
        reads.GetAsync(EndpointFamily.Account, Path, (settings, _) => Holds(settings), cancellationToken);

    private static bool Holds(JsonElement settings) => settings.Flag("no_shorting") == true && settings.Decimal("max_margin_multiplier") == 1;
}
