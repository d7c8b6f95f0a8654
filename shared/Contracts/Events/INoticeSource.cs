namespace Pipeline.Contracts.Events;

/// <summary>A part that sees what its process should tell.</summary>
public interface INoticeSource
{
    /// <summary>Raised on any thread; who hears it must neither wait nor throw, for a request may be held up behind it.</summary>
    event Action<Notice>? Noticed;
}
