using Pipeline.Simulator;

var parsed = CommandLine.Build((options, cancellation) => SimulatorHost.RunAsync(options, TimeProvider.System, cancellation)).Parse(args);
foreach (var error in parsed.Errors) Console.Error.WriteLine($"simulator: {error.Message}");
return parsed.Errors.Count > 0 ? 2 : await parsed.InvokeAsync();
