using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Streams;
using Pipeline.Simulator.Wire;

namespace Pipeline.Tests.Integration.Simulator.Wire;

public sealed class DocumentReaderTests
{
    private const string First = """{"action":"subscribe","bars":["Ä"]}""";
    private const string Second = """{"action":"unsubscribe"}""";

    [Theory]
    [InlineData(DataEncoding.Json)]
    [InlineData(DataEncoding.MessagePack)]
    public void Takes_documents_one_after_another_wherever_messages_are_cut(DataEncoding encoding)
    {
        byte[] bytes = [.. Encoded(First, encoding), .. Encoded(Second, encoding)];

        for (var cut = 1; cut < bytes.Length; cut++)
        {
            var reader = new DocumentReader(encoding, strict: false);
            var documents = reader.Receive(bytes.AsSpan(0, cut)).Concat(reader.Receive(bytes.AsSpan(cut))).ToList();
            Assert.Equal(["subscribe", "unsubscribe"], documents.Select(document => document!.Value.GetProperty("action").GetString()!));
            Assert.False(reader.IsWaiting);
        }
    }

    [Fact]
    public void Takes_exactly_one_document_a_message_when_it_is_strict()
    {
        var reader = new DocumentReader(DataEncoding.Json, strict: true);

        Assert.NotNull(Assert.Single(reader.Receive(Encoding.UTF8.GetBytes(First + "\n"))));
        Assert.Null(Assert.Single(reader.Receive(Encoding.UTF8.GetBytes(First + Second))));
        Assert.Null(Assert.Single(reader.Receive(Encoding.UTF8.GetBytes(First[..10]))));
        Assert.NotNull(Assert.Single(reader.Receive(Encoding.UTF8.GetBytes(First))));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("{]")]
    public void Tells_what_is_no_document_and_goes_on(string text)
    {
        var reader = new DocumentReader(DataEncoding.Json, strict: false);

        Assert.Null(Assert.Single(reader.Receive(Encoding.UTF8.GetBytes(text))));
        Assert.NotNull(Assert.Single(reader.Receive(Encoding.UTF8.GetBytes(First))));
    }

    [Fact]
    public void Takes_json_from_a_client_that_asked_for_messagepack()
    {
        var reader = new DocumentReader(DataEncoding.MessagePack, strict: false);

        byte[] both = [.. Encoding.UTF8.GetBytes(First), .. Encoded(Second, DataEncoding.MessagePack)];
        Assert.Equal(2, reader.Receive(both).Count(document => document?.ValueKind == JsonValueKind.Object));
    }

    private static byte[] Encoded(string json, DataEncoding encoding) => WireNode.Bytes(JsonNode.Parse(json)!, encoding);
}
