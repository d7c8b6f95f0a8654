using System.Net.Http.Json;
using Xunit.Abstractions;

namespace Pipeline.Tests.Integration.Broker;

/// <summary>The questions for paper, asked of the simulated exchange: they must work, leave nothing behind, and show what the exchange takes for the answer.</summary>
public sealed class SimulatorQuestionTests(SimulatorBrokerTests.Exchange exchange, ITestOutputHelper output) : IClassFixture<SimulatorBrokerTests.Exchange>
{
    private static readonly Dictionary<string, string> Expected = new()
    {
        ["What is said to a client order id that was used before?"] = "refused (422 40010001: client_order_id must be unique",
        ["Is a leg found by the client order id that the venue gave it?"] = "leg held, client order id of 36 characters, found",
        ["May an order be replaced right after it was sent, and once it rests?"] = "at once accepted",
        ["What is said to a replacement that changes nothing?"] = "refused (422 42210000: order parameters are not changed",
        ["What is said to a bracket in a symbol that is held?"] = "refused (422 42210000: bracket orders must be entry orders",
        ["What is said to a plain buy beside a bracket's working exits?"] = "accepted",
        ["May the held stop of an executed bracket be moved?"] = "held, accepted",
        ["What becomes of the family when its held leg is canceled?"] = "accepted (HTTP 204); then Limit leg canceled",
        ["What is said to a sale of shares that a bracket's exits hold?"] = "refused (403 40310000: insufficient qty available for order (requested: 2, available: 0)",
        ["What is said to the cancel of an executed order?"] = "refused (422 42210000: order is already in \"filled\" state",
        ["What is said to a stop above the market?"] = "refused (422 42210000: stop price must be less than current price",
        ["What protects a partly executed bracket, and is an OCO taken beside its live parent?"] = "",
    };

    public static TheoryData<string> Names => [.. BrokerQuestions.All.Select(question => question.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_question_is_answered_and_leaves_nothing_behind(string name)
    {
        var question = BrokerQuestions.All.Single(question => question.Name == name);
        await using var venue = await VenueSession.ListenAsync(VenueSession.SettingsFor(exchange.Url));
        var symbol = exchange.NextSymbol();
        string answer;
        await using (var desk = new QuestionDesk(venue, symbol))
        {
            Assert.True(await desk.IsFreeAsync());
            if (name.Contains("partly", StringComparison.Ordinal))
                await ExecutePartlyAsync();
            answer = await question.Ask(desk);
        }

        output.WriteLine($"{name} {answer}");
        Assert.StartsWith(Expected[name], answer, StringComparison.Ordinal);
        Assert.NotEqual(BrokerQuestions.NotPartly, answer);
        Assert.True(await new QuestionDesk(venue, symbol).IsFreeAsync(), "something is left");
    }

    private async Task ExecutePartlyAsync()
    {
        using var client = new HttpClient { BaseAddress = new Uri(exchange.Url) };
        (await client.PostAsJsonAsync("sim/faults", new { kind = "partial-fill", remainder_after_seconds = 3600 })).EnsureSuccessStatusCode();
    }
}
