using System.Text.Json;
using NATS.Client.JetStream.Internal;
using NATS.Client.JetStream.Models;

namespace Pipeline.Tests.NatsClient;

public sealed class ModelTests
{
    [Fact]
    public void A_stream_is_written_as_the_server_reads_it()
    {
        var config = new StreamConfig("LEDGER", ["position.>"])
        {
            MaxMsgsPerSubject = 1,
            MaxAge = TimeSpan.FromDays(90),
            DuplicateWindow = TimeSpan.FromMinutes(2),
            Discard = StreamConfigDiscard.New,
            AllowRollupHdrs = true,
            AllowDirect = true,
            DenyDelete = true,
            Republish = new Republish { Src = ">", Dest = "book.>" },
            Metadata = new Dictionary<string, string> { ["store"] = "x" },
        };

        Assert.Equal(
            """{"name":"LEDGER","subjects":["position.\u003E"],"retention":"limits","max_msgs_per_subject":1,"max_age":7776000000000000"""
            + ""","storage":"file","discard":"new","duplicate_window":120000000000,"deny_delete":true,"allow_rollup_hdrs":true,"allow_direct":true"""
            + ""","republish":{"src":"\u003E","dest":"book.\u003E"},"metadata":{"store":"x"}}""",
            JsonSerializer.Serialize(config, NatsJSJsonContext.Default.StreamConfig));
    }

    [Fact]
    public void A_consumer_is_written_as_the_server_reads_it()
    {
        var request = new ConsumerCreateRequest
        {
            StreamName = "SIGNALS",
            Action = "create",
            Config = new ConsumerConfig("buyer")
            {
                AckWait = TimeSpan.FromSeconds(30),
                MaxDeliver = 5,
                Backoff = [TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(1)],
                FilterSubjects = ["a", "b"],
            },
        };

        Assert.Equal(
            """{"stream_name":"SIGNALS","config":{"deliver_policy":"all","durable_name":"buyer","name":"buyer","ack_policy":"explicit","ack_wait":30000000000"""
            + ""","max_deliver":5,"filter_subjects":["a","b"],"replay_policy":"instant","backoff":[200000000,1000000000]},"action":"create"}""",
            JsonSerializer.Serialize(request, NatsJSJsonContext.Default.ConsumerCreateRequest));
    }

    [Fact]
    public void A_refusal_is_told_from_an_answer()
    {
        var refused = Answer("""{"type":"x","error":{"code":404,"err_code":10059,"description":"stream not found"}}""");
        Assert.Equal(new ApiError { Code = 404, ErrCode = 10059, Description = "stream not found" }, refused.Error);

        var answered = Answer("""{"type":"x","config":{"name":"A","max_age":1500},"state":{"last_seq":7,"subjects":{"error":1}},"from_a_newer_server":{"error":{}}}""");
        Assert.Null(answered.Error);
        Assert.Equal(7UL, answered.Value!.State.LastSeq);
        Assert.Equal(TimeSpan.FromTicks(15), answered.Value.Config.MaxAge);
    }

    private static ApiAnswer<StreamInfoResponse> Answer(string json) =>
        ApiAnswerDeserializer<StreamInfoResponse>.Default.Deserialize(new(System.Text.Encoding.UTF8.GetBytes(json)));
}
