using System.CommandLine;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Benchmarks.Exchange;

/// <summary>The floor's other process: a server that parses an order and answers as many bytes as the simulator does, and nothing else.</summary>
internal static class HttpFloor
{
    private const string Verb = "exchange-floor";

    public static Command Create()
    {
        var bytes = new Option<int>("--bytes") { Required = true };
        var command = new Command(Verb, "The other process of the exchange's floor.") { bytes };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(bytes), cancellationToken));
        return command;
    }

    /// <summary>Starts it and reads its address; it ends when the end of its input says that its starter is gone.</summary>
    public static async Task<(Process Process, string Url)> StartAsync(int bytes, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(BuiltExecutable.Path("Benchmarks"), [Verb, "--bytes", FormattableString.Invariant($"{bytes}")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("The floor's other process could not be started.");
        var url = await process.StandardOutput.ReadLineAsync(cancellationToken);
        return (process, url ?? throw new InvalidOperationException("The floor's other process ended at once."));
    }

    private static async Task<int> RunAsync(int bytes, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        var answer = JsonSerializer.SerializeToUtf8Bytes(new { id = new string('x', Math.Max(0, bytes - 9)) });
        app.MapPost("/v2/orders", async context =>
        {
            using var order = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            context.Response.ContentType = "application/json; charset=UTF-8";
            context.Response.ContentLength = answer.Length;
            await context.Response.Body.WriteAsync(answer, context.RequestAborted);
        });
        await app.StartAsync(cancellationToken);
        await Console.Out.WriteLineAsync(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await Console.In.ReadToEndAsync(cancellationToken);
        return 0;
    }
}
