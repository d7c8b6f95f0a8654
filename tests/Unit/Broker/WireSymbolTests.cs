using Pipeline.Broker.Json;

namespace Pipeline.Tests.Unit.Broker;

public sealed class WireSymbolTests
{
    [Theory]
    [InlineData("BTCUSD", "crypto", "BTC/USD")]
    [InlineData("ETHBTC", "crypto", "ETH/BTC")]
    [InlineData("BTCUSDT", "crypto", "BTC/USDT")]
    [InlineData("SHIBUSDC", "crypto", "SHIB/USDC")]
    [InlineData("BTC/USD", "crypto", "BTC/USD")]
    [InlineData("AAPL", "us_equity", "AAPL")]
    [InlineData("BRK.B", "us_equity", "BRK.B")]
    [InlineData("MUSD", "us_equity", "MUSD")]
    [InlineData("BTCUSD", null, "BTC/USD")]
    [InlineData("MUSD", null, "MUSD")]
    public void Writes_every_pair_with_its_slash(string text, string? assetClass, string canonical) =>
        Assert.Equal(canonical, WireSymbol.Canonical(text, assetClass));
}
