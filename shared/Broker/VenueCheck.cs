using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Values;

namespace Pipeline.Broker;

/// <summary>Asks the venue whether all is well, for <c>config check</c> and <c>doctor</c>.</summary>
public sealed class VenueCheck(IServiceProvider services, TimeProvider time)
{
    private static readonly TimeSpan LargestSkew = TimeSpan.FromSeconds(2);

    /// <summary>One line each for the keys, the account, the clock and the market data; a failure is a line, not an exception.</summary>
    public async Task<IReadOnlyList<VenueCheckLine>> RunAsync(CancellationToken cancellationToken)
    {
        var lines = new List<VenueCheckLine>();
        if (!TryCheckKeys(lines))
            return lines;
        lines.Add(await LineAsync("account", CheckAccountAsync, cancellationToken));
        lines.Add(await LineAsync("clock", CheckClockAsync, cancellationToken));
        lines.Add(await LineAsync("data", CheckDataAsync, cancellationToken));
        return lines;
    }

    private bool TryCheckKeys(List<VenueCheckLine> lines)
    {
        try
        {
            var keys = services.GetRequiredService<ApiKeys>();
            var problems = keys.ShapeProblems(services.GetRequiredService<VenueOptions>());
            lines.AddRange(problems.Select(problem => new VenueCheckLine("keys", false, problem)));
            if (problems.Count == 0)
                lines.Add(new VenueCheckLine("keys", true, "The keys look like keys for these endpoints."));
            return true;
        }
        catch (OptionsValidationException missing)
        {
            lines.Add(new VenueCheckLine("keys", false, string.Join(' ', missing.Failures)));
            return false;
        }
    }

    private static async Task<VenueCheckLine> LineAsync(string what, Func<CancellationToken, Task<VenueCheckLine>> check, CancellationToken cancellationToken)
    {
        try
        {
            return await check(cancellationToken);
        }
        catch (VenueRefusedException refused) when (refused.IsBadKeys)
        {
            return new VenueCheckLine(what, false, "The venue refuses the keys (HTTP 401).");
        }
        catch (Exception failed) when (failed is VenueRefusedException or VenueUnavailableException or OptionsValidationException)
        {
            return new VenueCheckLine(what, false, failed.Message);
        }
    }

    private async Task<VenueCheckLine> CheckAccountAsync(CancellationToken cancellationToken)
    {
        var account = await services.GetRequiredService<IVenueReader>().GetAccountAsync(cancellationToken);
        return account.MayTrade
            ? new VenueCheckLine("account", true, $"The account is {account.Status}, with {account.Values.Equity} dollars of equity and {account.Values.BuyingPower} of buying power.")
            : new VenueCheckLine("account", false, $"The account may not trade: its status is {account.Status}, or a block is set.");
    }

    private async Task<VenueCheckLine> CheckClockAsync(CancellationToken cancellationToken)
    {
        var clock = await services.GetRequiredService<IVenueReader>().GetClockAsync(cancellationToken);
        var session = clock.IsOpen ? "open" : string.Create(CultureInfo.InvariantCulture, $"closed until {clock.NextOpen.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
        if (services.GetRequiredService<VenueOptions>().Simulated)
            return new VenueCheckLine("clock", true, $"The market is {session}, in simulated time.");
        var skew = (time.GetUtcNow() - (clock.RoundTrip / 2) - clock.Time).Duration();
        return new VenueCheckLine("clock", skew <= LargestSkew, string.Create(
            CultureInfo.InvariantCulture, $"The market is {session}; this machine's clock differs from the venue's by {skew.TotalSeconds:0.0} s."));
    }

    private async Task<VenueCheckLine> CheckDataAsync(CancellationToken cancellationToken)
    {
        // An asset that the venue itself names: the simulated exchange knows other ones than Alpaca.
        var assets = await services.GetRequiredService<IVenueReader>().GetAssetsAsync(cancellationToken);
        var symbol = assets.Select(asset => asset.Symbol).Where(candidate => !candidate.IsCrypto).OrderBy(candidate => candidate != new Symbol("SPY")).FirstOrDefault();
        if (symbol == default)
            return new VenueCheckLine("data", false, "The venue names no asset that can be traded.");
        var quotes = await services.GetRequiredService<IMarketData>().GetLatestQuotesAsync([symbol], cancellationToken);
        return quotes.TryGetValue(symbol, out var quote)
            ? new VenueCheckLine("data", true, $"{assets.Count} assets can be traded; {symbol} is quoted {quote.Bid} to {quote.Ask}.")
            : new VenueCheckLine("data", false, $"The venue gives no quote for {symbol}.");
    }
}
