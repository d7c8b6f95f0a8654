using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Hosting.Stages;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Hosting;

public sealed class EventSpoolTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    private string File => _home.Path("buyer.events");

    public void Dispose() => _home.Dispose();

    [Fact]
    public void What_was_told_and_not_stored_is_there_for_the_next_process()
    {
        using (var spool = EventSpool.Open(File))
        {
            spool.Add(Told("one"));
            spool.Add(Told("two"));
            spool.Stored();
        }

        // Which of them was stored is not known any more: both are told again under their ids.
        using var next = EventSpool.Open(File);
        Assert.Equal(["one", "two"], next.Left.Select(left => left.Id));
        Assert.Equal(Told("one") with { Facts = next.Left[0].Facts }, next.Left[0]);
    }

    [Fact]
    public void It_is_empty_once_everything_is_stored()
    {
        using (var spool = EventSpool.Open(File))
        {
            spool.Add(Told("one"));
            spool.Add(Told("two"));
            spool.Stored();
            spool.Stored();
            Assert.Equal(0, new FileInfo(File).Length);
            spool.Add(Told("three"));
        }

        using var next = EventSpool.Open(File);
        Assert.Equal("three", Assert.Single(next.Left).Id);
        next.Stored();
        Assert.Equal(0, new FileInfo(File).Length);
    }

    [Fact]
    public void A_torn_line_costs_itself_alone_and_not_the_next_event()
    {
        using (var spool = EventSpool.Open(File))
            spool.Add(Told("one"));
        System.IO.File.AppendAllText(File, """{"id":"torn","corr""");

        using (var next = EventSpool.Open(File))
        {
            Assert.Equal("one", Assert.Single(next.Left).Id);
            next.Add(Told("two"));
        }

        using var last = EventSpool.Open(File);
        Assert.Equal(["one", "two"], last.Left.Select(left => left.Id));
    }

    private static PipelineEvent Told(string id) => new()
    {
        Id = id,
        CorrelationId = "c",
        CausationId = "c",
        VenueTime = default,
        MachineTime = default,
        Process = Processes.Buyer,
        Type = "signal_refused",
        Severity = EventSeverity.Info,
    };
}
