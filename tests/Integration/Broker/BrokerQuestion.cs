namespace Pipeline.Tests.Integration.Broker;

/// <summary>Something that the wire contract knows by hearsay only: asked of a venue, answered in a sentence.</summary>
/// <param name="Name">The question.</param>
/// <param name="NeedsOpenMarket">It can only be asked inside the regular session.</param>
/// <param name="Ask">Trades, and tells what came of it.</param>
public sealed record BrokerQuestion(string Name, bool NeedsOpenMarket, Func<QuestionDesk, Task<string>> Ask)
{
    public override string ToString() => Name;
}
