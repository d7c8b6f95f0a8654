using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pipeline.Orchestrator.Dashboard.Access;

namespace Pipeline.Orchestrator.Dashboard;

/// <summary>The HTTP server: loopback only, few connections, small requests, short patience.</summary>
public static class DashboardServer
{
    private const int MostConnections = 64;
    private const int LargestBody = 16 * 1024;

    /// <summary>Starts it; stop and dispose of what is returned.</summary>
    /// <param name="port">Where it listens; 0 lets the system choose.</param>
    /// <param name="another">What will do where that is taken; null: nothing else.</param>
    /// <exception cref="IOException">The wanted port is taken.</exception>
    public static async Task<WebApplication> StartAsync(
        int port, Func<int>? another, AccessGuard guard, IEnumerable<IDashboardRoutes> routes, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(routes);
        IReadOnlyList<IDashboardRoutes> all = [.. routes];
        var app = Build(port, guard, all, loggers);
        try
        {
            await app.StartAsync(cancellationToken);
            return app;
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException && another is not null)
        {
            await app.DisposeAsync();
            return await StartAsync(another(), null, guard, all, loggers, cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public static string UrlOf(WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
    }

    private static WebApplication Build(int port, AccessGuard guard, IReadOnlyList<IDashboardRoutes> routes, ILoggerFactory loggers)
    {
        // Empty: no settings of somebody's environment or folder decide what this server does.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        });
        var app = builder.Build();
        app.UseRouting();
        app.Use(next => context => guard.InvokeAsync(context, next));
        foreach (var one in routes)
            one.Map(app);
        return app;
    }
}
