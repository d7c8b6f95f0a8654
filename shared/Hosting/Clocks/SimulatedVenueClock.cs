using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Hosting;

namespace Pipeline.Hosting.Clocks;

/// <summary>Demo: the simulator's time, read a few times a second and carried on in between at the simulator's speed.</summary>
/// <remarks>While the simulator does not answer, time carries on for at most two seconds of the machine, then stands still:
/// a venue that cannot be asked must not look as if it aged every quote and signal.</remarks>
public sealed class SimulatedVenueClock(HttpClient simulator, TimeProvider machine) : VenueClock, IHostedService, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestGuess = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stopping = new();
    private Anchor _anchor = new(DateTimeOffset.UnixEpoch, 0, 0);
    private Task _polling = Task.CompletedTask;

    public override DateTimeOffset Now
    {
        get
        {
            var anchor = Volatile.Read(ref _anchor);
            var elapsed = machine.GetElapsedTime(anchor.TakenAt);
            return anchor.Time + ((elapsed < LongestGuess ? elapsed : LongestGuess) * anchor.Rate);
        }
    }

    public override double Speed => Volatile.Read(ref _anchor).Rate;

    public override bool IsSimulated => true;

    /// <exception cref="PipelineException">The simulator did not answer within ten seconds.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var since = machine.GetTimestamp();
        while (!await TryReadAsync(cancellationToken))
        {
            if (machine.GetElapsedTime(since) > TimeSpan.FromSeconds(10))
                throw new PipelineException(ExitCodes.Unavailable, $"The simulated exchange at {simulator.BaseAddress} does not answer. Is the demo profile started?");
            await Task.Delay(Interval, machine, cancellationToken);
        }

        _polling = PollAsync();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _polling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task PollAsync()
    {
        using var timer = new PeriodicTimer(Interval, machine);
        while (await timer.WaitForNextTickAsync(_stopping.Token))
            await TryReadAsync(_stopping.Token);
    }

    private async Task<bool> TryReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var asked = machine.GetTimestamp();
            var reading = await simulator.GetFromJsonAsync("sim/clock", ClockJson.Default.SimulatorClock, cancellationToken);
            if (reading is null)
                return false;
            var middle = asked + ((machine.GetTimestamp() - asked) / 2);
            Volatile.Write(ref _anchor, new Anchor(reading.Time, middle, reading.Running ? reading.Speed : 0));
            return true;
        }
        catch (Exception absent) when (absent is HttpRequestException or System.Text.Json.JsonException || (absent is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private sealed record Anchor(DateTimeOffset Time, long TakenAt, double Rate);
}

/// <summary>The simulator's own word about its time.</summary>
/// <param name="Time">Venue time.</param>
/// <param name="Speed">Venue seconds per machine second while running.</param>
/// <param name="Running">False while held or at the end of recorded data.</param>
/// <param name="Ended">True once recorded data has run out.</param>
public sealed record SimulatorClock(DateTimeOffset Time, double Speed, bool Running, bool Ended = false);

/// <summary>JSON of the simulator's clock.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SimulatorClock))]
public sealed partial class ClockJson : JsonSerializerContext;
