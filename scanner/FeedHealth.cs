using Pipeline.Hosting.Stages;

namespace Pipeline.Scanner;

/// <summary>Puts the health of all feeds into the stage's: ready once each brings its data, unhealthy while one does not. Touched by the scanner's loop alone.</summary>
public sealed class FeedHealth(StageReadiness readiness)
{
    private readonly SortedDictionary<FeedKind, (bool? IsWell, string? Text)> _feeds = [];

    /// <summary>A feed that has said nothing yet.</summary>
    public void Expect(FeedKind feed) => _feeds[feed] = (null, null);

    /// <param name="detail">What is not as usual, though the data come.</param>
    public void Well(FeedKind feed, string? detail = null) => Say(feed, (true, detail));

    public void Ill(FeedKind feed, string why) => Say(feed, (false, why));

    private void Say(FeedKind feed, (bool? IsWell, string? Text) word)
    {
        _feeds[feed] = word;
        var ill = _feeds.Values.FirstOrDefault(one => one.IsWell == false);
        if (ill.Text is { } why)
            readiness.Unhealthy(why);
        else if (_feeds.Values.All(one => one.IsWell == true))
            readiness.Ready(_feeds.Values.Select(one => one.Text).FirstOrDefault(text => text is not null));
    }
}
