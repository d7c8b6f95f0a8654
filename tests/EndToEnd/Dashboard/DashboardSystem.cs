using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.Dashboard;

/// <summary>One demo and one browser, shared by all that is shown of the dashboard.</summary>
public sealed class DashboardSystem : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private IBrowserContext? _context;

    /// <summary>Slow enough for a person, and for a test that compares two looks at one moment.</summary>
    public static IReadOnlyList<string> Start { get; } = ["start", "--detach", "--speed", "20", "--seed", "5"];

    public PipelineUnderTest Pipeline { get; } = new();

    /// <summary>What the start said on the terminal.</summary>
    public string Said { get; private set; } = "";

    /// <summary>Such as http://127.0.0.1:8090.</summary>
    public string Url { get; private set; } = "";

    public async Task InitializeAsync()
    {
        if (!File.Exists(ChromiumFactAttribute.Executable))
            return;
        var starting = Pipeline.RunAsync([.. Start]);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = ChromiumFactAttribute.Executable, Args = Flags, Timeout = (float)PipelineUnderTest.Patience.TotalMilliseconds });
        Said = (await starting).EndedWith(0).Error;
        Url = await Eventually.Value("the dashboard's address in the status", () => Task.FromResult(Pipeline.StatusFile()?["endpoints"]?["dashboard"]?.GetValue<string>()), PipelineUnderTest.Patience);
    }

    /// <summary>A browser without any session; the one before is closed, for every open page asks for numbers.</summary>
    public async Task<IPage> StrangerAsync(int width = 1280, int height = 900, ColorScheme theme = ColorScheme.Light)
    {
        if (_context is not null)
            await _context.CloseAsync();
        _context = await _browser!.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height }, ColorScheme = theme });
        _context.SetDefaultTimeout((float)PipelineUnderTest.Patience.TotalMilliseconds);
        return await _context.NewPageAsync();
    }

    /// <summary>A browser that has opened a link, on the overview, with the first numbers there.</summary>
    public async Task<IPage> OperatorAsync(int width = 1280, int height = 900, ColorScheme theme = ColorScheme.Light)
    {
        var page = await StrangerAsync(width, height, theme);
        await page.GotoAsync((await Pipeline.RunAsync("dashboard")).EndedWith(0).Output.Trim());
        await Assertions.Expect(page.Locator("#link-state")).ToHaveTextAsync("● live", Patiently);
        await Assertions.Expect(page.Locator("#profile")).ToHaveTextAsync("demo", LongText);
        return page;
    }

    /// <summary>JSON lines of a command.</summary>
    public async Task<IReadOnlyList<JsonNode>> AskAsync(params string[] arguments) => (await Pipeline.RunAsync(arguments)).EndedWith(0).JsonLines;

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        await Pipeline.DisposeAsync();
    }

    public static LocatorAssertionsToHaveTextOptions Patiently { get; } = new() { Timeout = (float)PipelineUnderTest.Patience.TotalMilliseconds };

    private static LocatorAssertionsToHaveTextOptions LongText { get; } = new() { Timeout = (float)PipelineUnderTest.Patience.TotalMilliseconds, IgnoreCase = true };
}
