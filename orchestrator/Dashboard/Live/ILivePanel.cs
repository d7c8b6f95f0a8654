namespace Pipeline.Orchestrator.Dashboard.Live;

/// <summary>One part of the page that changes by itself.</summary>
public interface ILivePanel
{
    /// <summary>The event's name in the stream, and the last part of <c>/api/panels/</c>.</summary>
    string Name { get; }

    /// <summary>Runs while somebody looks. Whatever it throws is shown in its place, and it is run again a second later.</summary>
    /// <param name="show">Shows a picture: JSON in one line. The same picture again is not sent again.</param>
    /// <param name="stopping">Nobody looks any more.</param>
    Task RunAsync(Action<byte[]> show, CancellationToken stopping);
}
