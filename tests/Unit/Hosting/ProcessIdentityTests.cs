using System.Diagnostics;
using Pipeline.Hosting.Identity;
using Pipeline.Tests.TestKit;

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
    public async Task A_process_that_was_stopped_by_a_signal_is_seen_as_frozen_until_it_is_continued()
    {
        using var sleeper = Process.Start("/bin/sleep", "60");
        try
        {
            var identity = ProcessIdentity.Of(sleeper.Id)!;
            Assert.False(identity.Look().IsStopped);

            ProcessSignal.Pause(sleeper.Id);
            await Eventually.Holds("the process to be seen as stopped", () => identity.Look().IsStopped);
            Assert.True(identity.IsAlive());

            ProcessSignal.Continue(sleeper.Id);
            await Eventually.Holds("the process to run again", () => !identity.Look().IsStopped);
        }
        finally
        {
            sleeper.Kill();
        }
    }

    [Fact]
    public void A_pid_that_nobody_has_is_nobody() => Assert.Null(ProcessIdentity.Of(int.MaxValue));
}
