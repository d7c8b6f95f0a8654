using System.Globalization;
using Pipeline.Hosting;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Hosting;

public sealed class ArmedPointsTests : IDisposable
{
    private const string Point = "buyer.entry.sent";
    private readonly TemporaryHome _folder = new();
    private readonly List<KillDeed> _deeds = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_point_that_is_not_armed_does_nothing()
    {
        Points().Reached(Point);

        Assert.Empty(_deeds);
        Assert.Empty(Directory.GetFiles(_folder.Directory));
    }

    [Theory]
    [InlineData("kill", KillDeed.Kill)]
    [InlineData("stop\n", KillDeed.Stop)]
    public void An_armed_point_acts_once_and_says_in_whom(string text, KillDeed deed)
    {
        Arm(text);
        var points = Points();
        points.Reached(Point);
        points.Reached(Point);

        Assert.Equal([deed], _deeds);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{deed} {Environment.ProcessId}").ToLowerInvariant(), File.ReadAllText(_folder.Path($"{Point}.reached")));
        Assert.Single(Directory.GetFiles(_folder.Directory));
    }

    [Fact]
    public void It_is_used_up_before_it_acts()
    {
        Arm("kill");
        var points = new ArmedPoints(_folder.Directory, _ => Assert.True(File.Exists(_folder.Path($"{Point}.reached")) && !File.Exists(_folder.Path(Point))));
        points.Reached(Point);
    }

    [Fact]
    public void Passes_are_let_go_by_as_often_as_told_and_counted_anew_when_armed_anew()
    {
        var points = Points();
        for (var time = 1; time <= 2; time++)
        {
            Arm("kill after 2");
            points.Reached(Point);
            points.Reached(Point);
            Assert.Equal(time - 1, _deeds.Count);
            points.Reached(Point);
            Assert.Equal(time, _deeds.Count);
        }
    }

    [Fact]
    public void Of_many_at_once_one_is_taken()
    {
        Arm("kill");
        var acted = 0;
        var points = new ArmedPoints(_folder.Directory, _ => Interlocked.Increment(ref acted));
        Parallel.For(0, 64, _ => points.Reached(Point));

        Assert.Equal(1, acted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("kill after")]
    [InlineData("kill after -1")]
    [InlineData("murder")]
    public void What_is_not_understood_is_an_error_and_no_silence(string text)
    {
        Arm(text);

        Assert.Contains("Expected: kill or stop", Assert.Throws<InvalidOperationException>(() => Points().Reached(Point)).Message, StringComparison.Ordinal);
    }

    private ArmedPoints Points() => new(_folder.Directory, _deeds.Add);

    private void Arm(string text) => File.WriteAllText(_folder.Path(Point), text);
}
