using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Supervision;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Supervision;

public sealed class FreshHomeTests
{
    [Fact]
    public void A_home_that_was_never_started_begins_anew_without_a_complaint()
    {
        using var folder = new TemporaryHome();

        FreshHome.Clear(PipelineHome.In(folder.Path("nowhere", "yet"), "demo"));
    }
}
