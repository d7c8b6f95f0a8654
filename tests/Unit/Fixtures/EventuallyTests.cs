using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Fixtures;

public sealed class EventuallyTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(30);

    [Fact]
    public async Task Returns_once_the_condition_holds()
    {
        var asked = 0;

        await Eventually.Holds("the third question", () => ++asked == 3);

        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task Tells_what_was_awaited_and_what_was_there_instead()
    {
        var failure = await Assert.ThrowsAsync<TimeoutException>(
            () => Eventually.Holds("two trades", () => false, Short, () => "one trade"));

        Assert.Equal("Waited 0.03 s in vain for two trades; found: one trade", failure.Message);
    }

    [Fact]
    public async Task Lets_an_exception_of_the_condition_through()
    {
        static bool Corrupt() => throw new InvalidDataException();

        await Assert.ThrowsAsync<InvalidDataException>(() => Eventually.Holds("nothing", Corrupt));
    }

    [Fact]
    public async Task Waits_for_a_task_no_longer_than_the_deadline()
    {
        var never = new TaskCompletionSource<int>();

        await Assert.ThrowsAsync<TimeoutException>(() => never.Task.InTime("an answer", Short));
        Assert.Equal(7, await Task.FromResult(7).InTime("an answer"));
    }
}
