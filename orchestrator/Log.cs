using Microsoft.Extensions.Logging;

namespace Pipeline.Orchestrator;

internal static partial class Log
{
    [LoggerMessage(5000, LogLevel.Information, "Supervising profile {Profile}: {Processes}")]
    public static partial void Supervising(ILogger logger, string profile, string processes);

    [LoggerMessage(5001, LogLevel.Information, "{Process} started, pid {Pid}")]
    public static partial void Started(ILogger logger, string process, int pid);

    [LoggerMessage(5002, LogLevel.Information, "{Process} adopted, pid {Pid}")]
    public static partial void Adopted(ILogger logger, string process, int pid);

    [LoggerMessage(5003, LogLevel.Information, "{Process} is {State} {Detail}")]
    public static partial void StateChanged(ILogger logger, string process, string state, string detail);

    [LoggerMessage(5004, LogLevel.Warning, "{Process} ended by itself ({Detail}); restart {Restarts}")]
    public static partial void Crashed(ILogger logger, string process, string detail, int restarts);

    [LoggerMessage(5005, LogLevel.Error, "{Process} killed: {Detail}")]
    public static partial void Killed(ILogger logger, string process, string detail);

    [LoggerMessage(5006, LogLevel.Critical, "{Process} has failed: {Detail}")]
    public static partial void GaveUp(ILogger logger, string process, string detail);

    [LoggerMessage(5007, LogLevel.Warning, "The streams are not ready: {Why}")]
    public static partial void StreamsNotReady(ILogger logger, string why);

    [LoggerMessage(5008, LogLevel.Critical, "The store is not the one this home left: {Why}")]
    public static partial void StoreMismatch(ILogger logger, string why);

    [LoggerMessage(5009, LogLevel.Warning, "A step of the supervision failed and is tried again")]
    public static partial void StepFailed(ILogger logger, Exception fault);

    [LoggerMessage(5010, LogLevel.Information, "Stopping {Process}")]
    public static partial void Stopping(ILogger logger, string process);

    [LoggerMessage(5016, LogLevel.Critical, "{What}")]
    public static partial void MayBeLeft(ILogger logger, string what);

    [LoggerMessage(5011, LogLevel.Information, "All processes of profile {Profile} are ready")]
    public static partial void AllReady(ILogger logger, string profile);

    [LoggerMessage(5012, LogLevel.Warning, "Trading is {State}: {Reason}")]
    public static partial void TradingStateSet(ILogger logger, string state, string reason);

    [LoggerMessage(5013, LogLevel.Critical, "The store that is not ours was set aside: {Folder}")]
    public static partial void StoreSetAside(ILogger logger, string folder);

    [LoggerMessage(5014, LogLevel.Critical, "The store in {Folder} could not be set aside and is tried again: {Why}. Move it away by hand")]
    public static partial void StoreNotSetAside(ILogger logger, string folder, string why);

    [LoggerMessage(5015, LogLevel.Warning, "{File} has grown too large and could not be cut: {Why}")]
    public static partial void OutputNotCut(ILogger logger, string file, string why);

    [LoggerMessage(5016, LogLevel.Error, "The watch over {What} failed and is begun again")]
    public static partial void WatchFailed(ILogger logger, string what, Exception fault);

    [LoggerMessage(5017, LogLevel.Error, "No figures are sent to the collector (Metrics:OtlpEndpoint)")]
    public static partial void FiguresNotSent(ILogger logger, Exception fault);

    [LoggerMessage(5050, LogLevel.Information, "The dashboard answers at {Url}; ./pipeline dashboard prints a link that opens it")]
    public static partial void DashboardOpen(ILogger logger, string url);

    [LoggerMessage(5051, LogLevel.Warning, "There is no dashboard, health or metrics for now; it is tried again: {Why}")]
    public static partial void DashboardFailed(ILogger logger, string why, Exception fault);

    [LoggerMessage(5052, LogLevel.Warning, "The dashboard cannot show {Panel}: {Why}")]
    public static partial void PanelFailed(ILogger logger, string panel, string why);

    [LoggerMessage(5053, LogLevel.Warning, "Asked at the dashboard: {What} ({Symbol})")]
    public static partial void AskedAtDashboard(ILogger logger, string what, string symbol);

    [LoggerMessage(5062, LogLevel.Error, "What control.configuration says (sequence {Sequence}) is not kept for the next start: {Why}")]
    public static partial void OverlayNotCopied(ILogger logger, ulong sequence, string why);

    [LoggerMessage(5060, LogLevel.Error, "The journal cannot be written; trading goes on, and it is tried again")]
    public static partial void JournalFailing(ILogger logger, Exception fault);

    [LoggerMessage(5061, LogLevel.Warning, "The journal is projected anew: {Why} The old one lies in {Aside}")]
    public static partial void JournalSetAside(ILogger logger, string why, string aside);

    [LoggerMessage(5054, LogLevel.Warning, "systemd could not be told how this process is, and is not told again: {Why}")]
    public static partial void ServiceNotTold(ILogger logger, string why);
}
