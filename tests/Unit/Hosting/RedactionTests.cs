using Microsoft.Extensions.Logging;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Logging;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Hosting;

public sealed class RedactionTests
{
    private const string Secret = "s3cr3tOfThisTestAloneAndNoOther1234567890";

    /// <summary>What holds a secret, and the secret in it.</summary>
    public static TheoryData<string, string> Leaks => new()
    {
        { $"answered with {Secret} in it", Secret },
        { "key PKABCDEFGH1234567890 refused", "PKABCDEFGH1234567890" },
        { "key AKZZZZZZZZ1234567890AB refused", "AKZZZZZZZZ1234567890AB" },
        { "APCA-API-SECRET-KEY: abcdefghij0123456789", "abcdefghij0123456789" },
        { "APCA_API_SECRET_KEY=abcdefghij0123456789", "abcdefghij0123456789" },
        { "Authorization: Bearer eyJhbGciOi.JIUzI1NiJ9", "eyJhbGciOi.JIUzI1NiJ9" },
        { """{"account_number":"987654321","status":"ACTIVE"}""", "987654321" },
        { "the account PA3XKQ7LMN2B is blocked", "PA3XKQ7LMN2B" },
        { "connecting to nats://buyer:hunter22secret@127.0.0.1:4222", "hunter22secret" },
        { "password = hunter22secret", "hunter22secret" },
        { "posting to https://hooks.slack.com/services/T000/B000/XXXXXXXX failed", "T000/B000/XXXXXXXX" },
        { "posting to https://discord.com/api/webhooks/123456/abcdef_-g failed", "123456/abcdef_-g" },
        { "posting to https://api.telegram.org/bot123456:AAH-abc/sendMessage failed", "123456:AAH-abc" },
    };

    [Theory]
    [MemberData(nameof(Leaks))]
    public void Takes_the_secret_out_and_leaves_the_rest(string text, string secret)
    {
        Redaction.Remember(Secret);
        var clean = Redaction.Of(text);

        Assert.DoesNotContain(secret, clean, StringComparison.Ordinal);
        Assert.Contains(Redaction.Instead, clean, StringComparison.Ordinal);
        Assert.StartsWith(text[..3], clean, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AAPL bought 12 at 187.31, order pl-3fa9c1d2-entry-1, PACK is quoted 4.10 to 4.12")]
    [InlineData("The keys look like keys for these endpoints.")]
    [InlineData("signal momentum-AAPL-20260105T1531 refused: spread 0.62 % over 0.50 %")]
    public void Leaves_what_is_no_secret_as_it_is(string text) => Assert.Equal(text, Redaction.Of(text));

    [Fact]
    public void No_secret_reaches_the_file_or_the_terminal_in_a_message_in_a_value_or_in_an_exception()
    {
        Redaction.Remember(Secret);
        using var folder = new TemporaryHome();
        var home = PipelineHome.In(folder.Directory, "demo").EnsureWritable(leastFree: 1);
        var (before, terminal) = (Console.Error, new StringWriter());
        Console.SetError(terminal);
        try
        {
            using var log = StageLogging.Create(home, "buyer", toTerminal: true);
            var logger = log.CreateLogger("Test");
#pragma warning disable CA1848, CA1873, CA2254 // Any way of logging must be clean, the careless one too.
            logger.LogInformation($"plain {Secret}");
            logger.LogInformation("value {Value} of {Account}", Secret, "PA3XKQ7LMN2B");
            logger.LogError(new InvalidOperationException($"outer {Secret}", new ArgumentException("APCA-API-KEY-ID: PKABCDEFGH1234567890")), "failed");
#pragma warning restore CA1848, CA1873, CA2254
        }
        finally
        {
            Console.SetError(before);
        }

        var written = File.ReadAllText(Assert.Single(Directory.GetFiles(home.Logs)));
        foreach (var said in new[] { written, terminal.ToString() })
        {
            Assert.Contains("outer (redacted)", said, StringComparison.Ordinal);
            foreach (var secret in new[] { Secret, "PA3XKQ7LMN2B", "PKABCDEFGH1234567890" })
                Assert.DoesNotContain(secret, said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_this_process_has_read_as_a_key_or_password_is_never_said_again()
    {
        using var folder = new TemporaryHome();
        var home = PipelineHome.In(folder.Directory, "demo").EnsureWritable(leastFree: 1);
        var password = Passwords.ReadOrCreate(home, "buyer");
        OwnerOnlyFile.WriteAllText(Path.Combine(home.Root, ".env"), "APCA_API_SECRET_KEY=anotherSecretOfThisTest99");
        Pipeline.Hosting.Configuration.SecretsFile.Read(home);

        Assert.Equal("(redacted) and (redacted)", Redaction.Of($"{password} and anotherSecretOfThisTest99"));
    }
}
