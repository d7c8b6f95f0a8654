using NATS.Client.Core;
using NATS.Client.JetStream;
using Pipeline.Messaging;

namespace Pipeline.Tests.Unit.Messaging;

public sealed class InHandTests
{
    private const ulong Sequence = 7;
    private static readonly TimeSpan Wait = Topology.AcknowledgementWait;

    private readonly SetTime _time = new();
    private readonly InHand _inHand;

    public InHandTests() => _inHand = new InHand(_time, TimeSpan.FromMinutes(5));

    [Fact]
    public void What_lay_in_the_buffer_for_longer_than_the_server_waits_is_not_held_when_it_is_handed_out()
    {
        var message = Arriving();
        _time.Now += Wait;

        _inHand.Hold(Sequence, message);

        Assert.False(_inHand.IsHeld(Sequence, Wait));
    }

    [Fact]
    public void What_just_came_is_held_until_the_server_waits_no_longer()
    {
        _inHand.Hold(Sequence, Arriving());
        Assert.True(_inHand.IsHeld(Sequence, Wait));

        _time.Now += Wait;
        Assert.False(_inHand.IsHeld(Sequence, Wait));
        Assert.True(_inHand.TryRenew(Sequence, Arriving()));
        Assert.True(_inHand.IsHeld(Sequence, Wait));
    }

    [Fact]
    public async Task A_redelivery_that_lay_in_the_buffer_takes_nothing_from_what_the_server_heard_since()
    {
        _inHand.Hold(Sequence, Arriving());
        var late = Arriving();
        _time.Now += Wait / 2;
        await _inHand.ReportProgressAsync(CancellationToken.None);
        _time.Now += Wait / 2;

        Assert.True(_inHand.TryRenew(Sequence, late));
        Assert.True(_inHand.IsHeld(Sequence, Wait));
    }

    [Fact]
    public void What_is_released_as_done_is_known_as_done_and_what_is_let_go_is_not()
    {
        _inHand.Hold(Sequence, Arriving());
        Assert.True(_inHand.TryRelease(Sequence, done: true, out _));
        Assert.True(_inHand.WasDone(Sequence));

        _inHand.Hold(Sequence + 1, Arriving());
        Assert.True(_inHand.TryRelease(Sequence + 1, done: false, out _));
        Assert.False(_inHand.TryRelease(Sequence + 1, done: true, out _));
        Assert.False(_inHand.WasDone(Sequence + 1));
    }

    [Fact]
    public async Task At_no_time_is_a_settled_message_neither_in_hand_nor_done()
    {
        for (var sequence = 1ul; sequence <= 2000; sequence++)
        {
            _inHand.Hold(sequence, Arriving());
            var settling = sequence;
            var settled = Task.Run(() => _inHand.TryRelease(settling, done: true, out _));
            do
                Assert.True(_inHand.TryRenew(sequence, Arriving()) || _inHand.WasDone(sequence));
            while (!settled.IsCompleted);
            Assert.True(await settled);
        }
    }

    private Message Arriving() => new(new Arrived([], _time.GetTimestamp()));

    private sealed class SetTime : TimeProvider
    {
        public TimeSpan Now { get; set; } = TimeSpan.FromHours(1);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }

    private sealed record Message(Arrived? Data) : INatsJSMsg<Arrived>
    {
        public string Subject => "signal.buy.momentum.AAPL";
        public int Size => 0;
        public NatsHeaders? Headers => null;
        public INatsConnection? Connection => null;
        public NatsJSMsgMetadata? Metadata => null;
        public string? ReplyTo => null;
        public NatsException? Error => null;

        public void EnsureSuccess()
        {
        }

        public ValueTask AckAsync(AckOpts? opts = default, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public ValueTask NakAsync(AckOpts? opts = default, TimeSpan delay = default, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public ValueTask AckProgressAsync(AckOpts? opts = default, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public ValueTask AckTerminateAsync(AckOpts? opts = default, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
