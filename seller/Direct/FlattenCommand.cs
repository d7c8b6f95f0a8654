using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Broker;
using Pipeline.Broker.Port;
using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;
using Pipeline.Seller.Journal;
using Symbol = Pipeline.Contracts.Values.Symbol;

namespace Pipeline.Seller.Direct;

/// <summary><c>seller flatten</c>: leaves every position with nothing but the venue and the keys; <c>./pipeline flatten --direct</c> runs it.</summary>
internal static class FlattenCommand
{
    public static Command Create(TimeProvider machine)
    {
        var profile = new Option<string>("--profile") { Description = "Whose account: demo, paper or live.", DefaultValueFactory = _ => "demo" };
        var symbol = new Option<string?>("--symbol") { Description = "Only this symbol's position." };
        var patience = new Option<int>("--seconds") { Description = "How long to try before giving up.", DefaultValueFactory = _ => 300 };
        var command = new Command("flatten", "Halt, cancel open buys, sell every position at market and prove it flat; needs no NATS and no other process.") { profile, symbol, patience };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(PipelineHome.Of(parsed.GetValue(profile)!), Parse(parsed.GetValue(symbol)), TimeSpan.FromSeconds(parsed.GetValue(patience)), machine, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(PipelineHome home, Symbol? only, TimeSpan patience, TimeProvider machine, CancellationToken cancellationToken)
    {
        // Nothing that may be set while running counts here: bad words there must not keep anybody from leaving.
        var settings = Settings.Basis(home);

        // Leaving takes risk away: the live profile's word of confirmation is not asked for, but that keys and endpoint agree is.
        LiveGuard.Check(home.Profile, settings, confirmed: true, SecretsFile.Read(home));
        Latch(home);
        using var place = await SellerStop.TakePlaceAsync(home, Say, machine, cancellationToken);
        await using var journal = OpenJournal(home);
        await using var services = Compose(home, settings, journal, machine);
        using var late = new CancellationTokenSource(patience, machine);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        var venue = services.GetRequiredService<IVenueReader>();
        try
        {
            var flatten = new DirectFlatten(venue, services.GetRequiredService<IBuyGateway>(), services.GetRequiredService<DirectExit>(), journal, home.Profile, only, machine, Say);
            Table(await flatten.RunAsync(either.Token));
            if (only is null)
                new LeftBehind(home).Clear();
            return ExitCodes.Done;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PipelineException(ExitCodes.Failed, $"After {patience.TotalSeconds:0} s the account is not proven flat: a closed market, a halted symbol or a venue that does not answer. What was sent still works there; run it again to go on.");
        }
        catch (VenueUnavailableException away)
        {
            throw new PipelineException(ExitCodes.Unavailable, $"The venue does not answer: {away.Message} Trading is halted; run it again to go on.", away);
        }
        catch (VenueRefusedException refused)
        {
            throw new PipelineException(refused.IsBadKeys ? ExitCodes.Refused : ExitCodes.Failed, $"The venue refuses to tell what is held: {refused.Message}", refused);
        }
    }

    // The file first: no entry leaves from here on, whatever else runs.
    private static void Latch(PipelineHome home)
    {
        try
        {
            PipelineHome.CreateOwnerOnly(home.Root);
            PipelineHome.CreateOwnerOnly(home.Run);
            new HaltLatch(home).Latch("flatten --direct by the operator");
            Say("Trading is halted: no entry leaves until ./pipeline resume.");
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            Say($"The halt file cannot be written ({failed.Message}): a running buyer is not held back by it. Positions are left all the same.");
        }
    }

    private static SellerJournal OpenJournal(PipelineHome home)
    {
        try
        {
            return SellerJournal.Open(
                SellerJournal.PathIn(home), new JournalHeader(JournalHeader.CurrentVersion, home.Profile, StoreMark.Read(home)?.StoreId ?? ""), NullLogger.Instance);
        }
        catch (Exception unusable) when (unusable is PipelineException or IOException or UnauthorizedAccessException)
        {
            Say($"{unusable.Message} This goes on without it: the books will find out by themselves what was sold.");
            return SellerJournal.Nowhere(NullLogger.Instance);
        }
    }

    private static ServiceProvider Compose(PipelineHome home, IConfiguration settings, SellerJournal journal, TimeProvider machine)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton(machine).AddSingleton(journal);
        services.AddStageOptions<SellerOptions>(settings, "Seller");
        services.AddBroker(settings.WithSecrets(home), Processes.Seller);
        services.AddSingleton<VenueClock, SystemVenueClock>();
        services.AddSingleton<SellerBook>().AddSingleton<LatestQuotes>().AddSingleton<IOrderRecords, JournalRecords>();
        services.AddSingleton<OrderRequests>().AddSingleton<UnknownOutcomes>();
        services.AddSingleton<ISymbolReading, VenueSymbolReading>();
        services.AddSingleton<Action<string>>(Say).AddSingleton<DirectExit>();
        var provider = services.BuildServiceProvider();
        SellerStage.Recall(journal.Found, provider.GetRequiredService<SellerBook>());
        return provider;
    }

    private static void Table(IReadOnlyList<LeftPosition> left)
    {
        Console.WriteLine($"{"symbol",-12} {"was held",14}  now");
        foreach (var position in left.OrderBy(position => position.Symbol))
            Console.WriteLine($"{position.Symbol,-12} {position.Quantity,14:0.#########}  flat");
        Console.WriteLine(left.Count == 0 ? "Nothing was held and no order rested." : "No position and no order is left.");
    }

    private static void Say(string text) => Console.Error.WriteLine(text);

    private static Symbol? Parse(string? text) =>
        text is null ? null : Symbol.TryParse(text, out var symbol) ? symbol : throw new PipelineException(ExitCodes.Usage, $"'{text}' is not a symbol.");
}
