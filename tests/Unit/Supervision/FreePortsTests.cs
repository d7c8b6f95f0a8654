using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Tests.Unit.Supervision;

public sealed class FreePortsTests
{
    [Fact]
    public void No_port_is_promised_twice_though_its_first_owner_does_not_listen_yet()
    {
        // Half of all odd ports (which the system prefers) and half of the even ones: unheeded, one of fifty would be among them.
        var promised = Enumerable.Range(1024, 64_000).Where(port => port % 4 < 2).ToHashSet();

        for (var i = 0; i < 50; i++)
            Assert.DoesNotContain(FreePorts.Any(promised), promised);
    }
}
