using System.Text;
using Pipeline.Broker;
using Pipeline.Broker.Rest;

namespace Pipeline.Tests.Unit.Broker;

public sealed class VenueAnswerTests
{
    [Fact]
    public void Half_a_key_at_the_end_of_an_excerpt_is_no_key_at_all()
    {
        const string secret = "verysecretverysecretverysecretverysecret";
        var keys = new ApiKeys("PKSECRETKEYID0000001", secret);
        for (var padding = 250; padding <= 300; padding++)
        {
            var body = Encoding.UTF8.GetBytes(new string('.', padding) + secret);
            var answer = new VenueAnswer.Answered(500, body, null, DateTimeOffset.UnixEpoch, TimeSpan.Zero) { Redact = keys.Redact };
            Assert.DoesNotContain("v", answer.Excerpt(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"code":40410000,"message":"position does not exist"}""", true)]
    [InlineData("""{"code":"40410000","message":"no such thing in words of tomorrow"}""", true)]
    [InlineData("""{"message":"order not found for c"}""", true)]
    [InlineData("""{"code":40410000,"message":"endpoint not found."}""", false)]
    [InlineData("""{"message":"Not Found"}""", false)]
    [InlineData("""{"message":"no Route matched with those values"}""", false)]
    [InlineData("""{"code":404,"message":"order not found for c"}""", false)]
    [InlineData("{}", false)]
    public void Not_found_is_the_venue_s_own_word(string body, bool isItsWord) =>
        Assert.Equal(isItsWord, VenueError.Read(new VenueAnswer.Answered(404, Encoding.UTF8.GetBytes(body), null, DateTimeOffset.UnixEpoch, TimeSpan.Zero))!.SaysNotFound);
}
