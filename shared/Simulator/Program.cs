using Pipeline.Simulator;

var parsed = CommandLine.Build((options, cancellation) => SimulatorHost.RunAsync(options, TimeProvider.System, cancellation)).Parse(args);
var code = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? 2 : code;
