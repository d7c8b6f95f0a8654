using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NATS.Client.Core.Internal;

namespace Pipeline.Tests.NatsClient;

public sealed class RepeatedTextTests
{
    [Fact]
    public void Is_always_what_the_bytes_say() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<byte[]>(),
        bytes => Of(bytes) == Encoding.UTF8.GetString(bytes) && Of(bytes) == Encoding.UTF8.GetString(bytes)));

    [Fact]
    public void Tells_texts_apart_that_begin_and_end_alike()
    {
        string[] alike = [.. Enumerable.Range(0, 3000).Select(number => $"12345678{number}12345678"), "", "a", "aa", new string('a', 500)];

        for (var round = 0; round < 2; round++)
        {
            Assert.Equal(alike, alike.Select(Of));
        }
    }

    [Fact]
    public void Is_the_same_string_the_second_time()
    {
        var first = Of("signal.buy.velocity.AAPL");

        Assert.Same(first, Of("signal.buy.velocity.AAPL"));
    }

    [Fact]
    public void Reads_other_letters_as_the_encoding_does()
    {
        byte[] bytes = [0x43, 0x6C, 0xE9];

        Assert.Equal("Clé", RepeatedText.Of(bytes, Encoding.Latin1));
        Assert.Equal("Cl\uFFFD", RepeatedText.Of(bytes, Encoding.UTF8));
    }

    private static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    private static string Of(byte[] bytes) => RepeatedText.Of(bytes, Encoding.UTF8);
}
