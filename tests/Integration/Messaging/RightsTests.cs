using NATS.Client.Core;
using NATS.Client.JetStream;
using Pipeline.Contracts;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Messaging;

/// <summary>What each user may do, asked of a real server: every subject by every user is either let through or refused by name, as <see cref="RightsTable"/> says.</summary>
public sealed class RightsTests(MessagingServer server) : IClassFixture<MessagingServer>
{
    public static TheoryData<string> Users => [.. NatsUsers.All.Select(user => user.User)];

    [Fact]
    public void Every_subject_of_the_vocabulary_stands_in_the_table() =>
        Assert.Empty(RightsTable.Vocabulary().Distinct().Except(RightsTable.Writers.Keys));

    [Theory]
    [MemberData(nameof(Users))]
    public async Task A_user_publishes_on_its_own_subjects_and_on_nobody_elses(string user)
    {
        var refused = await RefusedAsync(user, [.. RightsTable.Writers.Keys, .. RightsTable.WrittenByNobody]);

        AssertSame([.. Without(RightsTable.Writers, user), .. RightsTable.WrittenByNobody], refused);
    }

    [Theory]
    [MemberData(nameof(Users))]
    public async Task A_user_reads_the_streams_it_needs_and_no_other(string user)
    {
        string[] Asking(string stream) => [$"$JS.API.STREAM.INFO.{stream}", $"$JS.API.DIRECT.GET.{stream}", $"$JS.API.DIRECT.GET.{stream}.any.subject"];

        var refused = await RefusedAsync(user, [.. RightsTable.Readers.Keys.SelectMany(Asking)]);

        AssertSame(Without(RightsTable.Readers, user).SelectMany(Asking), refused);
    }

    [Theory]
    [MemberData(nameof(Users))]
    public async Task Nobody_but_the_orchestrator_creates_changes_empties_or_deletes_streams_and_consumers(string user)
    {
        var refused = await RefusedAsync(user, user == "orchestrator" ? [] : [.. RightsTable.Administration]);

        AssertSame(user == "orchestrator" ? [] : RightsTable.Administration, refused);
    }

    [Theory]
    [MemberData(nameof(Users))]
    public async Task A_durable_is_read_and_settled_by_its_own_process_alone(string user)
    {
        var refused = await RefusedAsync(user, [.. RightsTable.Durables.Keys]);

        AssertSame(Without(RightsTable.Durables, user), refused);
    }

    [Theory]
    [MemberData(nameof(Users))]
    public async Task A_user_does_not_hear_what_is_not_meant_for_it(string user)
    {
        var own = $"{NatsUsers.InboxPrefix(user)}.>";
        string[] inboxes = [.. NatsUsers.All.Select(other => $"{NatsUsers.InboxPrefix(other.User)}.>"), "_INBOX.>"];
        string[] all = [.. RightsTable.Writers.Keys.Union(RightsTable.HeardByAll).Union(RightsTable.WideNets), .. inboxes];
        var heard = user switch { "orchestrator" => all, "replay" => [own], _ => [.. RightsTable.HeardByAll, .. RightsTable.Writers.Keys.Where(subject => subject.StartsWith("hb.", StringComparison.Ordinal)), .. RightsTable.Questions.Where(question => question.Value.Contains(user)).Select(question => question.Key), own] };

        var refused = await UnheardAsync(user, all);

        AssertSame(all.Except(heard), refused);
    }

    [Fact]
    public async Task Books_are_never_purged_nor_deleted_from_even_by_the_orchestrator()
    {
        var orchestrator = await server.ConnectAsync("orchestrator");
        foreach (var stream in (string[])[Streams.Entries, Streams.Orders, Streams.Ledger, Streams.Control])
        {
            await Assert.ThrowsAsync<NatsJSApiException>(async () => await orchestrator.JetStream.PurgeStreamAsync(stream, new()));
            await Assert.ThrowsAsync<NatsJSApiException>(async () => await orchestrator.JetStream.DeleteMessageAsync(stream, new() { Seq = 1 }));
        }
    }

    [Theory]
    [InlineData("buyer", "wrong")]
    [InlineData("buyer", "")]
    [InlineData("", "")]
    [InlineData("nobody", "secret-of-nobody")]
    public async Task Who_is_not_known_is_refused(string user, string password)
    {
        var options = new MessagingOptions { Url = server.Server.Url, User = user, Password = password };

        await Assert.ThrowsAnyAsync<NatsException>(
            () => PipelineConnection.ConnectAsync(options, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, CancellationToken.None));
    }

    private static IEnumerable<string> Without(IReadOnlyDictionary<string, string[]> table, string user) => table.Where(line => !line.Value.Contains(user)).Select(line => line.Key);

    private static void AssertSame(IEnumerable<string> expected, IEnumerable<string> found) =>
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));

    /// <summary>Publishes an unreadable body everywhere: what the server does not refuse for want of rights is allowed, whatever else it answers.</summary>
    private async Task<List<string>> RefusedAsync(string user, IReadOnlyList<string> subjects)
    {
        await using var heard = await Refusals.OfAsync(server, user);
        foreach (var subject in subjects)
            await heard.Connection.Nats.PublishAsync(subject, "{"u8.ToArray(), replyTo: $"{NatsUsers.InboxPrefix(user)}.nobody");
        return await heard.AmongAsync("Publish", subjects);
    }

    private async Task<List<string>> UnheardAsync(string user, IReadOnlyList<string> subjects)
    {
        await using var heard = await Refusals.OfAsync(server, user);
        foreach (var subject in subjects)
        {
            // A client may raise the refusal here or only hear of it; the server's own words count.
            try
            {
                await using var sub = await heard.Connection.Nats.SubscribeCoreAsync<byte[]>(subject);
                await heard.Connection.Nats.PingAsync();
            }
            catch (NatsException refused)
            {
                Assert.Contains("Permissions Violation", refused.Message, StringComparison.OrdinalIgnoreCase);
            }
        }

        return await heard.AmongAsync("Subscription", subjects);
    }
}
