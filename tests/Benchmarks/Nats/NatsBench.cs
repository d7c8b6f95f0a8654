namespace Pipeline.Tests.Benchmarks.Nats;

/// <summary>Row by row on a nats-server of its own; each row is told as soon as it is measured.</summary>
internal static class NatsBench
{
    public static async Task RunAsync(
        IReadOnlyList<Row> rows,
        BenchSettings settings,
        bool json,
        TextWriter output,
        TextWriter progress,
        CancellationToken cancellationToken)
    {
        await using var store = await Store.StartAsync(settings.SyncInterval);
        if (!json)
            await output.WriteLineAsync(Title(store, settings));
        foreach (var row in rows)
        {
            await progress.WriteLineAsync($"{row.Name}, sync {settings.Sync}");
            var figures = await Rounds.RunAsync(row, store, settings, cancellationToken);
            await output.WriteLineAsync(json ? figures.ToJson() : figures.ToLine());
        }
    }

    private static string Title(Store store, BenchSettings settings) => $"""

        nats-server {store.Connection.ServerInfo?.Version}, sync_interval: {settings.SyncInterval}; medians of {settings.Rounds} rounds
        {RowFigures.Heading}
        """;
}
