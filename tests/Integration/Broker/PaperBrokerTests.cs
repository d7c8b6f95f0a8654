using System.Reflection;
using Pipeline.Contracts.Values;
using Xunit.Abstractions;

namespace Pipeline.Tests.Integration.Broker;

/// <summary>The broker contract at Alpaca's paper venue, one after the other, as one opt-in fact.</summary>
public sealed class PaperBrokerTests(ITestOutputHelper output)
{
    [PaperFact]
    public async Task Keeps_the_contract_at_Alpaca_paper()
    {
        var contract = new AtPaper();
        var isOpen = await contract.IsOpenAsync();
        var failures = new List<Exception>();
        foreach (var method in typeof(BrokerContract).GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>() is not null))
        {
            if (!isOpen && method.GetCustomAttribute<NeedsOpenMarketAttribute>() is not null)
            {
                output.WriteLine($"left out, the market is closed: {method.Name}");
                continue;
            }

            try
            {
                await (Task)method.Invoke(contract, null)!;
                output.WriteLine($"kept: {method.Name}");
            }
            catch (Exception failed)
            {
                failures.Add(new InvalidOperationException($"broken: {method.Name}", failed));
            }
        }

        if (failures.Count > 0)
            throw new AggregateException(failures);
    }

    /// <summary>Fails only when a question could not be asked or cleaned up after; the answers are for people, and for the wire contract.</summary>
    [PaperFact]
    public async Task Asks_Alpaca_paper_what_is_only_observed()
    {
        var contract = new AtPaper();
        var isOpen = await contract.IsOpenAsync();
        var failures = new List<Exception>();
        foreach (var question in BrokerQuestions.All)
        {
            if (question.NeedsOpenMarket && !isOpen)
            {
                output.WriteLine($"not asked, the market is closed: {question.Name}");
                continue;
            }

            try
            {
                output.WriteLine($"{question.Name} {await contract.AskAsync(question)}");
            }
            catch (Exception failed)
            {
                failures.Add(new InvalidOperationException(question.Name, failed));
            }
        }

        if (failures.Count > 0)
            throw new AggregateException(failures);
    }

    private sealed class AtPaper : BrokerContract
    {
        private static readonly string[] Names = ["F", "T", "PFE", "INTC", "KO", "BAC", "WFC", "CSCO", "VZ", "NKE", "SBUX", "C"];
        private int _next = -1;

        public async Task<bool> IsOpenAsync()
        {
            await using var venue = await OpenAsync();
            return (await venue.Reader.GetClockAsync(CancellationToken.None)).IsOpen;
        }

        /// <summary>In a symbol where the account has nothing, so that nothing of its owner is touched.</summary>
        public async Task<string> AskAsync(BrokerQuestion question)
        {
            await using var venue = await OpenAsync();
            for (var tried = 0; tried < Names.Length; tried++)
            {
                await using var desk = new QuestionDesk(venue, NextSymbol());
                if (await desk.IsFreeAsync())
                    return await question.Ask(desk);
            }

            return "not asked: the account has something in every symbol that is used for questions";
        }

        protected override Task<VenueSession> OpenAsync() => VenueSession.ListenAsync(new Dictionary<string, string?>
        {
            ["Venue:TradingUrl"] = "https://paper-api.alpaca.markets",
            ["Venue:DataUrl"] = "https://data.alpaca.markets",
            ["Venue:TradingStreamUrl"] = "wss://paper-api.alpaca.markets/stream",
            ["Venue:DataStreamUrl"] = "wss://stream.data.alpaca.markets/v2/iex",
            ["APCA_API_KEY_ID"] = Environment.GetEnvironmentVariable(PaperFactAttribute.KeyId),
            ["APCA_API_SECRET_KEY"] = Environment.GetEnvironmentVariable(PaperFactAttribute.Secret),
        });

        protected override Symbol NextSymbol() => new(Names[++_next % Names.Length]);
    }
}
