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

    [Fact]
    public void Lines_that_are_no_events_cost_themselves_alone_and_never_the_start()
    {
        using (var spool = EventSpool.Open(File))
            spool.Add(Told("one"));
        System.IO.File.AppendAllText(File, """
            null
            {}
            [1,2]
            {"id":"","correlationId":"c"}
            {"id":1e999,"symbol":"not a symbol"}

            """);
        System.IO.File.AppendAllBytes(File, [0xFF, 0x00, 0xC3, (byte)'\n']);

        using var next = EventSpool.Open(File);
        Assert.Equal(("one", 6), (Assert.Single(next.Left).Id, next.Unreadable));
    }

    [Fact]
    public void A_file_that_has_grown_full_keeps_what_it_has_and_its_last_quarter_for_what_is_loud()
    {
        var (quiet, loud) = (0, 0);
        using (var spool = EventSpool.Open(File, largest: 8000))
        {
            while (spool.Add(Told($"quiet-{quiet}")))
                quiet++;
            Assert.InRange(new FileInfo(File).Length, 5000, 6000);
            while (spool.Add(Told($"loud-{loud}") with { Severity = EventSeverity.Critical }))
                loud++;
            Assert.InRange(new FileInfo(File).Length, 7000, 8000);
        }

        using var next = EventSpool.Open(File, largest: 8000);
        Assert.Equal((quiet + loud, $"loud-{loud - 1}"), (next.Left.Count, next.Left[^1].Id));
    }

    [Fact]
    public void A_file_larger_than_any_is_read_up_to_the_limit()
    {
        using (var spool = EventSpool.Open(File))
        {
            for (var i = 0; i < 10; i++)
                spool.Add(Told($"{i}"));
        }

        using var next = EventSpool.Open(File, largest: (int)new FileInfo(File).Length / 2);
        Assert.Equal("0", next.Left[0].Id);
        Assert.InRange(next.Left.Count, 4, 5);
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
