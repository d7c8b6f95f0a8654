using System.Runtime.Versioning;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Dashboard.Access;
using Pipeline.Tests.TestKit;
using Pipeline.Tests.Unit.Broker;

namespace Pipeline.Tests.Unit.Dashboard;

[UnsupportedOSPlatform("windows")]
public sealed class TokenTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public void A_token_is_kept_for_its_owner_alone_and_outlives_a_restart()
    {
        using var folder = new TemporaryHome();
        var home = PipelineHome.In(folder.Directory, "demo").EnsureWritable(leastFree: 0);
        DashboardToken.ReadOrCreate(home);
        var text = File.ReadAllText(DashboardToken.PathIn(home));

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(DashboardToken.PathIn(home)));
        Assert.True(DashboardToken.ReadOrCreate(home).Matches(text));
        Assert.False(DashboardToken.ReadOrCreate(home).Matches(text[..^1] + (text[^1] == '0' ? '1' : '0')));
        Assert.False(DashboardToken.ReadOrCreate(home).Matches(""));
    }

    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "short")]
    public void One_that_others_could_read_or_that_is_none_is_made_anew(bool wide, string text)
    {
        using var folder = new TemporaryHome();
        var home = PipelineHome.In(folder.Directory, "demo").EnsureWritable(leastFree: 0);
        DashboardToken.ReadOrCreate(home);
        var path = DashboardToken.PathIn(home);
        var before = File.ReadAllText(path);
        if (text.Length > 0)
            File.WriteAllText(path, text);
        if (wide)
            File.SetUnixFileMode(path, OwnerOnly | UnixFileMode.GroupRead);

        var token = DashboardToken.ReadOrCreate(home);

        Assert.False(token.Matches(before));
        Assert.False(token.Matches(text));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_code_is_good_once_and_for_ten_minutes()
    {
        var codes = new OneTimeCodes(new StoppedTime(DateTimeOffset.UnixEpoch));
        var code = codes.Make();

        Assert.False(codes.TryRedeem(code[..^1]));
        Assert.True(codes.TryRedeem(code));
        Assert.False(codes.TryRedeem(code));
        var moving = new StoppedTime(DateTimeOffset.UnixEpoch);
        var later = new OneTimeCodes(moving);
        var late = later.Make();
        moving.Pass(OneTimeCodes.Validity);
        Assert.False(later.TryRedeem(late));
    }

    [Fact]
    public void However_many_codes_are_made_only_the_newest_are_kept()
    {
        var time = new StoppedTime(DateTimeOffset.UnixEpoch);
        var codes = new OneTimeCodes(time);
        var made = Enumerable.Range(0, 40).Select(_ =>
        {
            time.Pass(TimeSpan.FromSeconds(1));
            return codes.Make();
        }).ToList();

        Assert.False(codes.TryRedeem(made[0]));
        Assert.True(codes.TryRedeem(made[^1]));
    }
}
