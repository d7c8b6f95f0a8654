using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Pipeline.Contracts.Identity;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Values;

namespace Pipeline.Tests.Unit.Contracts;

public sealed class ValueTests
{
    private static readonly JsonSerializerOptions Json = ContractsJson.Default.Options;

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1000000000.01")]
    public void A_price_is_above_zero_and_at_most_a_billion(string text) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Price(Number(text)));

    [Theory]
    [InlineData("-0.000000001")]
    [InlineData("0.0000000001")]
    public void A_quantity_is_never_negative_and_has_nine_decimals_at_most(string text) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shares(Number(text)));

    [Theory]
    [InlineData("100.567", "100.56", "100.57")]
    [InlineData("100.56", "100.56", "100.56")]
    [InlineData("0.98765", "0.9876", "0.9877")]
    [InlineData("0.00001", "0.0001", "0.0001")]
    public void A_price_is_rounded_to_the_tick_on_the_side_asked_for(string price, string floor, string ceiling)
    {
        Assert.Equal(new Price(Number(floor)), new Price(Number(price)).FlooredToTick());
        Assert.Equal(new Price(Number(ceiling)), new Price(Number(price)).CeiledToTick());
    }

    [Fact]
    public void Money_is_exact_through_JSON_to_the_twelfth_decimal() => Prop.ForAll<long, int>((units, scale) =>
    {
        var amount = units % 1_000_000_000_000_000 * 1m;
        for (var decimals = Math.Abs(scale % 13); decimals > 0; decimals--)
            amount /= 10;
        var money = new Money(amount);
        return Read<Money>(JsonSerializer.Serialize(money, Json)) == money;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("12.5")]
    [InlineData("\"1e3\"")]
    [InlineData("\"1,000\"")]
    [InlineData("\"NaN\"")]
    [InlineData("\" 1\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("\"-1\"")]
    [InlineData("\"79228162514264337593543950336\"")]
    public void A_price_is_read_from_plain_decimal_text_in_a_string_and_from_nothing_else(string json) =>
        Assert.Throws<JsonException>(() => Read<Price>(json));

    [Theory]
    [InlineData("AAPL", "AAPL")]
    [InlineData("BRK.B", "BRK-B")]
    [InlineData("BTC/USD", "BTC_USD")]
    public void A_symbol_is_escaped_as_one_subject_token(string name, string token)
    {
        Assert.Equal(token, new Symbol(name).Token);
        Assert.Equal(new Symbol(name), Symbol.FromToken(token));
    }

    [Fact]
    public void Every_symbol_comes_back_from_its_token_and_its_JSON() => Prop.ForAll(Symbols().ToArbitrary(), symbol =>
        Symbol.FromToken(symbol.Token) == symbol
        && symbol.Token.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
        && Read<Symbol>(JsonSerializer.Serialize(symbol, Json)) == symbol).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("aapl")]
    [InlineData("1A")]
    [InlineData("A.B.C")]
    [InlineData("A.")]
    [InlineData(".A")]
    [InlineData("A B")]
    [InlineData("A-B")]
    [InlineData("A>")]
    [InlineData("ABCDEFGHIJKLMNOPQ")]
    public void What_could_not_be_one_subject_token_is_no_symbol(string text)
    {
        Assert.False(Symbol.TryParse(text, out _));
        Assert.Throws<FormatException>(() => new Symbol(text));
        Assert.Throws<JsonException>(() => Read<Symbol>(JsonSerializer.Serialize(text)));
    }

    [Fact]
    public void A_client_order_id_has_at_most_48_characters_whatever_its_cause() => Prop.ForAll<NonNull<string>, NonNull<string>>((account, cause) =>
    {
        var id = ClientOrderId.For(account.Get, cause.Get, "abcdefghijkl", 9_999_999);
        return id.Length <= 48 && ClientOrderId.IsOurs(id) && id.StartsWith(ClientOrderId.Family(account.Get, cause.Get), StringComparison.Ordinal);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_cause_makes_the_same_client_order_id_and_another_cause_another()
    {
        Assert.Equal(ClientOrderId.For("demo", "a", "entry", 0), ClientOrderId.For("demo", "a", "entry", 0));
        string[] others =
        [
            ClientOrderId.For("paper", "a", "entry", 0), ClientOrderId.For("demo", "b", "entry", 0), ClientOrderId.For("demo", "a", "exit", 0),
            ClientOrderId.For("demo", "a", "entry", 1),
        ];
        Assert.DoesNotContain(ClientOrderId.For("demo", "a", "entry", 0), others);
        Assert.Equal(others.Length, others.Distinct().Count());
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("Entry", 0)]
    [InlineData("toolongalegname", 0)]
    [InlineData("entry", -1)]
    [InlineData("entry", 10_000_000)]
    public void A_leg_or_attempt_that_would_not_fit_is_refused(string leg, int attempt) =>
        Assert.ThrowsAny<ArgumentException>(() => ClientOrderId.For("demo", "a", leg, attempt));

    private static Gen<Symbol> Symbols()
    {
        var letters = Gen.Elements("ABCDEFGHIJKLMNOPQRSTUVWXYZ".ToCharArray());
        var rest = Gen.Elements("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".ToCharArray());
        return from first in letters
               from left in Gen.Choose(0, 6).SelectMany(length => Gen.ArrayOf(rest, length))
               from separator in Gen.Elements("", ".", "/")
               from right in Gen.Choose(1, 7).SelectMany(length => Gen.ArrayOf(rest, length))
               select new Symbol(first + new string(left) + (separator.Length == 0 ? "" : separator + new string(right)));
    }

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(Encoding.UTF8.GetBytes(json), Json)!;

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
