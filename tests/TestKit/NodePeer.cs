using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Pipeline.Tests.TestKit;

/// <summary>A foreign client: a script of tests/Integration/Peers that runs in Node.js and speaks JSON, a line each, on its standard streams.</summary>
public sealed class NodePeer : IAsyncDisposable
{
    private readonly Process process;
    private readonly string script;
    private readonly StringBuilder errors = new();

    private NodePeer(Process process, string script)
    {
        this.process = process;
        this.script = script;
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>Starts a script; its packages are installed first where that was not done yet.</summary>
    /// <param name="script">File name in tests/Integration/Peers, for example "nats.mjs".</param>
    /// <param name="arguments">The script's arguments.</param>
    /// <param name="environment">Variables beside those of the tests, or null.</param>
    /// <exception cref="InvalidOperationException">The packages could not be installed.</exception>
    public static async Task<NodePeer> StartAsync(string script, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var folder = await Node.PeersAsync().ConfigureAwait(false);
        var start = new ProcessStartInfo("node", [Path.Combine(folder, script), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new NodePeer(Process.Start(start)!, script);
    }

    /// <summary>What the peer says next.</summary>
    /// <param name="what">What is awaited, in words, for the message when it does not come.</param>
    /// <param name="within">The deadline; <see cref="Eventually.DefaultDeadline"/> when null.</param>
    /// <exception cref="InvalidOperationException">The peer ended, or said something that is not JSON; the message holds what it said.</exception>
    /// <exception cref="TimeoutException">It said nothing in time.</exception>
    public async Task<JsonElement> ReadAsync(string what, TimeSpan? within = null)
    {
        var line = await process.StandardOutput.ReadLineAsync().InTime($"{script} to say: {what}", within).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"{script} ended before it said: {what}\n{Errors}");
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.Clone();
        }
        catch (JsonException problem)
        {
            throw new InvalidOperationException($"{script} said something else than JSON: {line}\n{Errors}", problem);
        }
    }

    /// <summary>Tells the peer something on its standard input.</summary>
    /// <param name="message">Anything that can be written as JSON.</param>
    public async Task WriteAsync(object message)
    {
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(message)).ConfigureAwait(false);
        await process.StandardInput.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>Closes the peer's standard input and waits until it has ended by itself.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0; the message holds what it said.</exception>
    public async Task EndAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync().InTime($"{script} to end").ConfigureAwait(false);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{script} ended with {process.ExitCode}:\n{Errors}");
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync().ConfigureAwait(false);
        }

        process.Dispose();
    }

    private string Errors
    {
        get
        {
            lock (errors)
            {
                return errors.ToString();
            }
        }
    }

    private void Hear(string? line)
    {
        lock (errors)
        {
            errors.AppendLine(line);
        }
    }
}
