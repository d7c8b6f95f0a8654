using System.Text;
using Pipeline.Broker.Streams;

namespace Pipeline.Tests.Unit.Broker;

public sealed class JsonDocumentsTests
{
    [Theory]
    [InlineData("""{"a":1}""", 1)]
    [InlineData("""{"a":1}{"a":2}""", 2)]
    [InlineData("""[1] {"a":2}  [3]""", 3)]
    [InlineData("  ", 0)]
    public void Takes_documents_written_back_to_back_apart(string message, int count) =>
        Assert.Equal(count, JsonDocuments.Split(Encoding.UTF8.GetBytes(message)).Count);

    [Theory]
    [InlineData("hello")]
    [InlineData("""{"a":1}{"a":""")]
    public void What_is_not_JSON_ends_the_connection(string message) =>
        Assert.Throws<StreamLostException>(() => JsonDocuments.Split(Encoding.UTF8.GetBytes(message)));
}
