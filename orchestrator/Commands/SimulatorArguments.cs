using System.CommandLine;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Commands;

/// <summary>What the command line may change of the simulated exchange.</summary>
public sealed class SimulatorArguments
{
    private readonly Option<double?> _speed = new("--speed") { Description = "Demo: venue seconds per second, 0.1 to 3600 (60 unless set)." };
    private readonly Option<int?> _seed = new("--seed") { Description = "Demo: the same seed makes the same market; an account that was kept stays in its own." };
    private readonly Option<string?> _bars = new("--bars") { Description = "Demo: a folder of recorded minute bars (CSV) instead of the synthetic market." };
    private readonly Option<string?> _scenario = new("--scenario") { Description = "Demo: a file that says what goes wrong at the exchange (samples: shared/Simulator/Scenarios)." };

    public void AddTo(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        _speed.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is < 0.1 or > 3600)
                result.AddError("--speed is 0.1 to 3600 venue seconds per second.");
        });
        _seed.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 0)
                result.AddError("--seed is 0 or more.");
        });
        command.Add(_speed);
        command.Add(_seed);
        command.Add(_bars);
        command.Add(_scenario);
    }

    /// <exception cref="PipelineException">Another seed is asked for than that of the account that the home has kept.</exception>
    public SimulatorOptions Apply(ParseResult parsed, SimulatorOptions options, PipelineHome home)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        ArgumentNullException.ThrowIfNull(options);
        return new SimulatorOptions
        {
            Speed = parsed.GetValue(_speed) ?? options.Speed,
            Seed = SimulatedAccount.SeedFor(home, parsed.GetValue(_seed), options.Seed),
            Bars = parsed.GetValue(_bars) ?? options.Bars,
            Scenario = parsed.GetValue(_scenario) ?? options.Scenario,
            Symbols = options.Symbols,
            Cash = options.Cash,
            NoSkip = options.NoSkip,
            StartAt = options.StartAt,
        };
    }
}
