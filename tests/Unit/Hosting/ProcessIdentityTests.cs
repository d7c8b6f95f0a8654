using Pipeline.Hosting.Identity;

namespace Pipeline.Tests.Unit.Hosting;

public sealed class ProcessIdentityTests
{
    [Fact]
    public void A_process_knows_itself_as_alive() => Assert.True(ProcessIdentity.OfSelf().IsAlive());

    [Fact]
    public void A_pid_that_was_used_again_is_another_process()
    {
        var self = ProcessIdentity.OfSelf();

        Assert.False((self with { StartTicks = self.StartTicks - 1 }).IsAlive());
    }

    [Fact]
    public void A_record_from_before_the_last_boot_is_void() => Assert.False((ProcessIdentity.OfSelf() with { BootId = "another boot" }).IsAlive());

    [Fact]
    public void A_pid_that_nobody_has_is_nobody() => Assert.Null(ProcessIdentity.Of(int.MaxValue));
}
