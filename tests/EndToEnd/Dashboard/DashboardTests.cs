using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Pipeline.Tests.EndToEnd.WholeSystem;
using Pipeline.Tests.TestKit;
using static Microsoft.Playwright.Assertions;

namespace Pipeline.Tests.EndToEnd.Dashboard;

/// <summary>The dashboard in a real browser, over a whole demo.</summary>
public sealed class DashboardTests(DashboardSystem system) : IClassFixture<DashboardSystem>
{
    private static readonly string[] Views = ["", "trading", "signals", "events", "system"];

    [ChromiumFact]
    public async Task Who_has_no_session_sees_how_to_get_one_and_no_number()
    {
        var page = await system.StrangerAsync();

        var answer = await page.GotoAsync(system.Url);

        Assert.Equal(401, answer!.Status);
        await Expect(page.Locator("main")).ToContainTextAsync("./pipeline dashboard");
        Assert.Equal(401, await page.EvaluateAsync<int>("async () => (await fetch('/api/panels/status')).status"));
        Assert.Contains("/open/", system.Said, StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task Its_numbers_are_those_of_the_commands()
    {
        var page = await system.OperatorAsync();
        await page.GotoAsync($"{system.Url}/#/trading");
        await Eventually.Holds("a closed trade", async () => (await system.AskAsync("trades", "--json")).Count > 0, PipelineUnderTest.Patience);

        await AgreeAsync("the closed trades", () => system.AskAsync("trades", "--limit", "100", "--json"), "trade", page, "Closed trades", Trade, ["Symbol", "Shares", "Entry", "Exit", "Profit"]);
        await AgreeAsync("the positions", () => system.AskAsync("positions", "--json"), "position", page, "Open positions", Position, ["Symbol", "Shares", "Stop", "Take profit"]);
        await page.GotoAsync($"{system.Url}/#/system");
        await AgreeAsync("the processes", async () => [.. (await system.Pipeline.StatusAsync())["processes"]!.AsArray().Select(one => one!)], "process", page, "Processes", Process, ["Pid", "State", "Restarts"], skip: 1);
    }

    [ChromiumFact]
    public async Task The_funnel_counts_every_signal_of_the_day()
    {
        var page = await system.OperatorAsync();
        await page.GotoAsync($"{system.Url}/#/signals");
        var (before, shown, after) = (0, -1, 0);
        await Eventually.Holds(
            "the funnel to count the signals on SIGNALS",
            async () =>
            {
                before = await OfTheLastDayAsync();
                shown = await page.Locator("[data-count='Signals']").CountAsync() == 0 ? -1 : int.Parse(await page.Locator("[data-count='Signals']").InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);
                after = await OfTheLastDayAsync();
                return before > 0 && shown >= before && shown <= after;
            },
            PipelineUnderTest.Patience,
            () => $"{before} before, {shown} shown, {after} after");

        // A slow machine takes this demo past its first day.
        async Task<int> OfTheLastDayAsync()
        {
            var days = (await system.Pipeline.ReplayAsync("SIGNALS", "signal.buy.>")).Select(line => line["data"]!["bar"]!["start"]!.GetValue<DateTimeOffset>().Date).ToList();
            return days.Count(day => day == days.Max());
        }
    }

    [ChromiumFact]
    public async Task Its_controls_do_what_the_commands_do()
    {
        var page = await system.OperatorAsync();
        await page.ClickAsync("#halt-now");
        await page.FillAsync("#ask-reason", "lunch");
        await page.ClickAsync("dialog button[type=submit]");
        await Expect(page.Locator("#trading")).ToHaveTextAsync("Trading halted", DashboardSystem.Patiently);
        Assert.Contains("lunch", (await system.Pipeline.RunAsync("status")).Output, StringComparison.Ordinal);

        await PressAsync(page, "Resume");
        await Expect(page.Locator("#trading")).ToHaveTextAsync("Trading active", DashboardSystem.Patiently);
        await PressAsync(page, "Reduce");
        await Expect(page.Locator("#trading")).ToHaveTextAsync("Trading reducing", DashboardSystem.Patiently);

        await page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Flatten all…" }).ClickAsync();
        await Expect(page.Locator("dialog button[type=submit]")).ToBeDisabledAsync();
        await page.FillAsync("#ask-confirm", "flatten");
        await Expect(page.Locator("dialog button[type=submit]")).ToBeDisabledAsync();
        await page.FillAsync("#ask-confirm", "FLATTEN");
        await page.ClickAsync("dialog button[type=submit]");
        await Expect(page.Locator("#trading")).ToHaveTextAsync("Trading halted", DashboardSystem.Patiently);
        Assert.Single(await system.Pipeline.ReplayAsync("CONTROL", "control.flatten.all"));
        await Eventually.Holds("every position to be left", async () => (await system.AskAsync("positions", "--json")).Count == 0, PipelineUnderTest.Patience);
        await PressAsync(page, "Resume");
        await Expect(page.Locator("#trading")).ToHaveTextAsync("Trading active", DashboardSystem.Patiently);
    }

    [ChromiumFact]
    public async Task It_comes_back_by_itself_when_the_orchestrator_was_killed_and_started_again()
    {
        var page = await system.OperatorAsync();
        var pid = system.Pipeline.StatusFile()!["orchestrator"]!["pid"]!.GetValue<int>();

        ProcessSignal.Kill(pid);
        await Expect(page.Locator("#notice")).ToContainTextAsync("does not answer", new() { Timeout = DashboardSystem.Patiently.Timeout });
        (await system.Pipeline.RunAsync([.. DashboardSystem.Start])).EndedWith(0);

        await Expect(page.Locator("#link-state")).ToHaveTextAsync("● live", DashboardSystem.Patiently);
        await page.GotoAsync($"{system.Url}/#/system");
        var now = system.Pipeline.StatusFile()!["orchestrator"]!["pid"]!.GetValue<int>();
        Assert.NotEqual(pid, now);
        await Expect(page.Locator("tr[data-key=orchestrator] td[data-label=Pid]")).ToHaveTextAsync($"{now}", DashboardSystem.Patiently);
    }

    [ChromiumFact(needsNode: true)]
    public async Task Nothing_serious_stands_in_anybodys_way_in_either_theme_and_a_phone_needs_no_sideways_scrolling()
    {
        var axe = await File.ReadAllTextAsync(Path.Combine(await Node.PeersAsync(), "node_modules", "axe-core", "axe.min.js"));
        foreach (var (width, theme) in ((int, ColorScheme)[])[(1280, ColorScheme.Light), (390, ColorScheme.Dark)])
        {
            var page = await system.OperatorAsync(width, 844, theme);
            await page.EvaluateAsync(axe);
            foreach (var view in Views)
            {
                await page.EvaluateAsync("view => { location.hash = `#/${view}`; }", view);
                await Expect(page.Locator("main h1")).ToBeVisibleAsync();
                var found = JsonNode.Parse(await page.EvaluateAsync<string>(
                    "async () => JSON.stringify((await axe.run()).violations.filter(one => ['serious', 'critical'].includes(one.impact)).map(one => `${one.id}: ${one.nodes[0].html}`))"))!.AsArray();
                Assert.True(found.Count == 0, $"{view} {width} {theme}: {found.ToJsonString()}");
                Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{view} at {width} scrolls sideways");
            }
        }
    }

    private static IReadOnlyList<string> Trade(JsonNode trade) => Texts(trade, "symbol", "quantity", "entryPrice", "exitPrice", "profit");

    private static IReadOnlyList<string> Position(JsonNode position) => Texts(position, "symbol", "quantity", "wantedStop", "takeProfit");

    private static IReadOnlyList<string> Process(JsonNode process) => Texts(process, "pid", "state", "restarts");

    private static IReadOnlyList<string> Texts(JsonNode node, params string[] names) => [.. names.Select(name => node[name]?.ToString() ?? "")];

    private static async Task PressAsync(IPage page, string button)
    {
        await page.Locator("main").GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await page.ClickAsync("dialog button[type=submit]");
    }

    /// <summary>What the command says before and after, the page says in between; while trading goes on it takes a few tries to find such a moment.</summary>
    private static async Task AgreeAsync(
        string what, Func<Task<IReadOnlyList<JsonNode>>> ask, string one, IPage page, string caption, Func<JsonNode, IReadOnlyList<string>> texts, string[] columns, int skip = 0)
    {
        var (told, shown) = ("", "");
        await Eventually.Holds(
            $"{what} to agree",
            async () =>
            {
                told = await ToldAsync();
                shown = await ShownAsync(page, caption, columns, skip);
                return told == shown && told == await ToldAsync();
            },
            PipelineUnderTest.Patience,
            () => $"each {one} told: {told}; shown: {shown}");
        async Task<string> ToldAsync() => string.Join('\n', (await ask()).Select(line => string.Join(' ', texts(line))).Order(StringComparer.Ordinal));
    }

    /// <summary>The exact figures that stand behind the rounded ones.</summary>
    private static async Task<string> ShownAsync(IPage page, string caption, string[] columns, int skip)
    {
        var rows = await page.EvaluateAsync<string[]>(
            """
            ([caption, columns, skip]) => {
                const table = [...document.querySelectorAll('table')].find(one => one.caption.textContent === caption);
                return [...table.tBodies[0].rows].slice(skip).map(row => columns.map(name => row.querySelector(`td[data-label="${name}"]`).dataset.value ?? '').join(' '));
            }
            """,
            new object[] { caption, columns, skip });
        return string.Join('\n', rows.Order(StringComparer.Ordinal));
    }
}
