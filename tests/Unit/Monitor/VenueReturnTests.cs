using Pipeline.Monitor.Handling;

namespace Pipeline.Tests.Unit.Monitor;

/// <summary>When a lost stream is asked for again at once.</summary>
public sealed class VenueReturnTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 15, 0, 0, TimeSpan.Zero);
    private readonly VenueReturn _return = new();

    [Fact]
    public void An_answer_while_the_stream_stands_or_to_a_question_of_before_the_loss_is_no_return()
    {
        Assert.False(_return.Answered(Start));
        _return.Lost(Start.AddSeconds(1));
        Assert.False(_return.Answered(Start));
        Assert.True(_return.Answered(Start.AddSeconds(1)));
        _return.Connected();
        Assert.False(_return.Answered(Start.AddSeconds(2)));
    }

    [Fact]
    public void One_who_answers_but_has_no_stream_comes_back_once_and_again_after_each_silence()
    {
        _return.Lost(Start);
        _return.NotAnswered();
        Assert.True(_return.Answered(Start.AddSeconds(1)));
        _return.Lost(Start.AddSeconds(2));
        Assert.False(_return.Answered(Start.AddSeconds(3)));
        _return.NotAnswered();
        Assert.True(_return.Answered(Start.AddSeconds(4)));
    }

    [Fact]
    public void Every_loss_has_its_own_return()
    {
        foreach (var loss in new[] { Start, Start.AddSeconds(10) })
        {
            _return.Lost(loss);
            Assert.True(_return.Answered(loss));
            _return.Connected();
        }
    }
}
