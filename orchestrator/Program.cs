using System.CommandLine;
using Pipeline.Hosting;
using Pipeline.Hosting.Clocks;
using Pipeline.Orchestrator.Commands;
using Pipeline.Orchestrator.Output;

var machine = new GatheredTime();
Terminal.Prepare();
return await CommandLine.InvokeAsync(
    new RootCommand("Pipeline: scans, buys, watches and sells on an Alpaca account. Begin with: ./pipeline demo")
    {
        DemoCommand.Create(machine),
        StartCommand.Create(machine),
        StopCommand.Create(machine),
        RestartCommand.Create(machine),
        StatusCommand.Create(machine),
        ControlCommands.Halt(machine),
        ControlCommands.Reduce(machine),
        ControlCommands.Resume(machine),
        ControlCommands.Flatten(machine),
        DashboardCommand.Create(machine),
        ReconcileCommand.Create(machine),
        ReplayCommand.Create(machine),
        PositionsCommand.Create(machine),
        TradesCommand.Create(machine),
        OrdersCommand.Create(machine),
        SignalsCommand.Create(machine),
        TraceCommand.Create(machine),
        ReportCommand.Create(machine),
        UniverseCommand.Create(machine),
        LocksCommand.Create(machine),
        JournalCommand.Create(machine),
        ConfigCommand.Create(machine),
        EvidenceCommand.Create(machine),
        DoctorCommand.Create(machine),
        LogsCommand.Create(machine),
        BackupCommand.Create(machine),
        RestoreCommand.Create(machine),
        InstallServiceCommand.Create(),
        ChaosCommand.Create(machine),
        AlertsCommand.Create(machine),
    },
    args);
