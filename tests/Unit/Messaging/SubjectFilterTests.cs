using Pipeline.Messaging;

namespace Pipeline.Tests.Unit.Messaging;

public sealed class SubjectFilterTests
{
    [Theory]
    [InlineData("position.demo.AAPL", "position.demo.AAPL")]
    [InlineData("position.*.AAPL", "position.demo.AAPL")]
    [InlineData("position.>", "position.demo.AAPL")]
    [InlineData(">", "control")]
    [InlineData("*", "control")]
    public void Matches_as_the_server_does(string filter, string subject) => Assert.True(SubjectFilter.Matches(filter, subject));

    [Theory]
    [InlineData("position.demo.AAPL", "position.demo.AAPLE")]
    [InlineData("position.demo", "position.demo.AAPL")]
    [InlineData("position.demo.AAPL", "position.demo")]
    [InlineData("position.*", "position.demo.AAPL")]
    [InlineData("position.>", "position")]
    [InlineData("*.*", "position")]
    [InlineData("trade.>", "position.demo.AAPL")]
    public void Does_not_match_what_the_server_would_not(string filter, string subject) => Assert.False(SubjectFilter.Matches(filter, subject));
}
