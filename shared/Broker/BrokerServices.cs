using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Broker.Port;
using Pipeline.Broker.Rest;
using Pipeline.Broker.Streams;
using Pipeline.Contracts.Events;

namespace Pipeline.Broker;

/// <summary>Registers the venue.</summary>
public static class BrokerServices
{
    /// <summary>The key of the <see cref="IMarketStream"/> that speaks of pairs: another endpoint, with a connection of its own.</summary>
    public const string CryptoStream = "crypto";

    /// <summary>Makes the port's interfaces, <see cref="VenueOptions"/> and <see cref="VenueCheck"/> available; nothing connects before it is used.</summary>
    /// <param name="configuration">Section <c>Venue</c>, and the keys under their environment names.</param>
    /// <param name="process">Whose share of the request budget it is; the smallest when null.</param>
    /// <exception cref="OptionsValidationException">A setting is unknown or bad. Missing addresses and keys are told when they are first needed.</exception>
    public static IServiceCollection AddBroker(this IServiceCollection services, IConfiguration configuration, string? process = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        var options = ReadOptions(configuration);
        var share = RequestShare.For(process);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(_ => KeysFor(options, configuration));
        services.AddSingleton(provider => new VenueNotices(Time(provider))).AddSingleton<INoticeSource>(provider => provider.GetRequiredService<VenueNotices>());
        services.AddKeyedSingleton("trading", (provider, _) => Http(provider, options.Required(options.TradingUrl, nameof(options.TradingUrl)), share.Trading, share.Sends, share.KeepFree, "trading"));
        services.AddKeyedSingleton("data", (provider, _) => Http(provider, options.Required(options.DataUrl, nameof(options.DataUrl)), share.Data, sends: 0, keepFree: -1, "data"));
        services.AddSingleton<IVenueReader>(provider => ReaderOver(provider.GetRequiredKeyedService<VenueHttp>("trading"), share.Reads, options, Time(provider)));
        services.AddSingleton<IMarketData>(provider => new MarketData(new VenueReads(provider.GetRequiredKeyedService<VenueHttp>("data"), share.Reads, options, Time(provider)), options));
        services.AddSingleton(provider => new OrderSender(provider.GetRequiredKeyedService<VenueHttp>("trading"), options, Time(provider), provider.GetRequiredService<ILogger<OrderSender>>()));
        services.AddSingleton<IBuyGateway, BuyGateway>();
        services.AddSingleton<ISellGateway, SellGateway>();
        services.AddSingleton<IAccountStream, AccountStream>();
        services.AddSingleton<IMarketStream>(provider => Stream(provider, "market-data", options.Required(options.DataStreamUrl, nameof(options.DataStreamUrl))));
        services.AddKeyedSingleton<IMarketStream>(CryptoStream, (provider, _) => Stream(provider, "crypto-data", options.CryptoStream()));
        services.AddSingleton<VenueCheck>();
        return services;
    }

    /// <summary>The section's settings, checked.</summary>
    /// <exception cref="OptionsValidationException">A setting is unknown or bad.</exception>
    public static VenueOptions ReadOptions(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(VenueOptions.Section);
        VenueOptions options;
        try
        {
            options = section.Get<VenueOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new VenueOptions();
        }
        catch (InvalidOperationException unreadable)
        {
            throw Invalid($"A setting of {VenueOptions.Section} is unknown or cannot be read: {unreadable.Message} {unreadable.InnerException?.Message}".Trim());
        }

        var problems = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true))
            throw Invalid([.. problems.Select(problem => Describe(section, problem))]);
        return options;
    }

    private static ApiKeys KeysFor(VenueOptions options, IConfiguration configuration) => options.Simulated
        ? ApiKeys.Demo
        : ApiKeys.Find(configuration) ?? throw Invalid($"{ApiKeys.KeyIdName} and {ApiKeys.SecretName} are not both set. Set them in the environment, or in the profile's .env file.");

    private static VenueHttp Http(IServiceProvider provider, Uri root, double part, double sends, int keepFree, string api)
    {
        var options = provider.GetRequiredService<VenueOptions>();
        return new VenueHttp(root, provider.GetRequiredService<ApiKeys>(), options, new RequestBudget(part, sends, keepFree, options, Time(provider)), Time(provider), api, provider.GetRequiredService<VenueNotices>());
    }

    private static VenueReader ReaderOver(VenueHttp http, RequestUrgency urgency, VenueOptions options, TimeProvider time)
    {
        var reads = new VenueReads(http, urgency, options, time);
        var (orders, executions) = (new OrderPages(reads), new ExecutionPages(reads));
        return new VenueReader(reads, orders, executions, new AccountSettings(http, reads, options), new PairHoldings(reads, orders, executions));
    }

    private static MarketStream Stream(IServiceProvider provider, string name, Uri url) => new(
        name, url, provider.GetRequiredService<ApiKeys>(), provider.GetRequiredService<VenueOptions>(), provider.GetRequiredService<IMarketData>(), Time(provider),
        provider.GetRequiredService<ILogger<MarketStream>>());

    private static TimeProvider Time(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();

    private static string Describe(IConfigurationSection section, ValidationResult problem)
    {
        var name = problem.MemberNames.FirstOrDefault() ?? "";
        return $"Setting {section.Path}:{name} = '{section[name] ?? "(default)"}': {problem.ErrorMessage}";
    }

    private static OptionsValidationException Invalid(params string[] problems) => new(VenueOptions.Section, typeof(VenueOptions), problems);
}
