using System.Globalization;
using System.Net;
using System.Text;

namespace Pipeline.Messaging;

/// <summary>The configuration file of a home's nats-server.</summary>
public sealed record NatsConfiguration
{
    /// <summary>The address it listens on; any but a loopback one needs <see cref="Tls"/>. Default 127.0.0.1.</summary>
    public string Address { get; init; } = IPAddress.Loopback.ToString();

    /// <summary>How connections are encrypted; null: not at all, which only this machine's own processes may do.</summary>
    public NatsServerTls? Tls { get; init; }

    /// <summary>The port; -1 lets the server choose.</summary>
    public required int Port { get; init; }

    /// <summary>Where JetStream keeps its files.</summary>
    public required string StoreDirectory { get; init; }

    /// <summary>User to password; every one of <see cref="NatsUsers.All"/> needs one.</summary>
    public required IReadOnlyDictionary<string, string> Passwords { get; init; }

    /// <summary>Where the server writes its log, at most four files of 10 MB; null: to its standard error.</summary>
    public string? LogFile { get; init; }

    /// <summary>Where the server writes its process id; null: nowhere.</summary>
    public string? PidFile { get; init; }

    /// <summary>The file's text. It holds the passwords: write it readable by its owner alone.</summary>
    /// <exception cref="KeyNotFoundException">A user has no password.</exception>
    /// <exception cref="InvalidOperationException">Others could connect, and nothing would be encrypted.</exception>
    public string Render()
    {
        if (Tls is null && !(IPAddress.TryParse(Address, out var address) && IPAddress.IsLoopback(address)))
            throw new InvalidOperationException($"nats-server may listen on {Address} only with TLS.");
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"listen: {Quoted(Address.Contains(':', StringComparison.Ordinal) ? $"[{Address}]:{Port}" : $"{Address}:{Port}")}");
        if (Tls is not null)
            text.AppendLine(CultureInfo.InvariantCulture, $"tls {{ cert_file: {Quoted(Tls.CertificateFile)}, key_file: {Quoted(Tls.KeyFile)}, min_version: \"1.2\" }}");
        text.AppendLine("server_name: pipeline");
        text.AppendLine("max_payload: 1MB");
        text.AppendLine("max_pending: 64MB");
        text.AppendLine("ping_interval: \"10s\"");
        if (PidFile is not null)
            text.AppendLine(CultureInfo.InvariantCulture, $"pid_file: {Quoted(PidFile)}");
        if (LogFile is not null)
            text.AppendLine(CultureInfo.InvariantCulture, $"log_file: {Quoted(LogFile)}\nlogfile_size_limit: 10MB\nlogfile_max_num: 4");

        // An acknowledgement means that the message is on the disk, whatever happens to the machine.
        // The disk itself is the limit: unless told, the server takes three quarters of what is free at its start for one, and does not look again when space is made.
        text.AppendLine(CultureInfo.InvariantCulture, $"jetstream {{ store_dir: {Quoted(StoreDirectory)}, sync_interval: always, max_memory_store: 128MB, max_file_store: 1TB }}");
        text.AppendLine("authorization {\n  timeout: 5\n  users: [");
        foreach (var user in NatsUsers.All)
            AppendUser(text, user);
        text.AppendLine("  ]\n}");
        return text.ToString();
    }

    /// <summary>Without the passwords.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"nats-server on {Address}:{Port}, store {StoreDirectory}");

    private void AppendUser(StringBuilder text, UserRights user)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"    {{ user: {Quoted(user.User)}, password: {Quoted(Passwords[user.User])}, permissions: {{");
        text.AppendLine(CultureInfo.InvariantCulture, $"      publish: {{ allow: [{List(user.Publish)}] }}");
        text.AppendLine(CultureInfo.InvariantCulture, $"      subscribe: {{ allow: [{List(user.Subscribe)}] }} }} }}");
    }

    private static string List(IEnumerable<string> subjects) => string.Join(", ", subjects.Select(Quoted));

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
