using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Faults.Sockets;

/// <summary>Lets stream and wording faults happen to the messages of one connection.</summary>
/// <param name="refused">Code the keys of this connection are refused with whatever they are: 402, 406, or 0 for not.</param>
/// <param name="halfOpen">The same for a place that an earlier connection left badly; asked when the keys were good, because that end may be noticed only then.</param>
public sealed class MessageFaults(FaultBoard board, FaultSubject connection, StreamText text, int refused, Func<int> halfOpen)
{
    private readonly List<byte[]> _batch = [];
    private byte[]? _overtaken;
    private bool _silent;
    private int _batchSize;

    /// <summary>What the messages are made of.</summary>
    public StreamText Text => text;

    /// <summary>Kind of the frames this stream is made of.</summary>
    public WebSocketMessageType Frames => text.IsBinary ? WebSocketMessageType.Binary : WebSocketMessageType.Text;

    /// <summary>False while messages can go straight through.</summary>
    public bool AreArmed => refused != 0 || _silent || _overtaken is not null || _batch.Count > 0 || board.Has<StreamFault>() || board.Has<WordingFault>();

    public MessageVerdict Judge(byte[] message)
    {
        var document = text.Parse(message);
        var subject = StreamText.Subject(document, connection);
        if (StreamText.IsWelcome(document))
        {
            if (Take(StreamTrouble.AuthenticationSilence, subject)) _silent = true;
            if (refused == 402 || Take(StreamTrouble.AuthenticationRefusal, subject)) return Closing(text.Refusal(), 1000);
            if ((refused != 0 ? refused : halfOpen()) == 406) return Closing(text.Error(406, "connection limit exceeded"), 1000);
        }

        if (_silent || Take(StreamTrouble.Silence, subject)) return new MessageVerdict([], TimeSpan.Zero);
        if (board.Take<StreamFault>(subject, wanted: fault => fault.On == StreamMoment.Message && fault.Trouble is StreamTrouble.Close or StreamTrouble.Error && Disturbs(subject)) is { } end)
            return end.Trouble == StreamTrouble.Close ? new MessageVerdict([], TimeSpan.Zero, end.Code, end.Text) : Told(end);

        var messages = Shaped(Reworded(message, document, subject), subject);
        var delay = board.TakeAll<StreamFault>(subject, wanted: (fault, _) => fault.Trouble == StreamTrouble.Delay && Disturbs(subject))
            .Aggregate(TimeSpan.Zero, (sum, fault) => sum + fault.Time);
        return new MessageVerdict(messages, delay);
    }

    private static MessageVerdict Closing(byte[] message, int code) => new([message], TimeSpan.Zero, code);

    private MessageVerdict Told(StreamFault error)
    {
        var message = text.Error(error.Code, error.Text);
        return error.Closes ? Closing(message, 1000) : new MessageVerdict([message], TimeSpan.Zero);
    }

    private byte[] Reworded(byte[] message, JsonNode? document, FaultSubject subject)
    {
        if (document is null || subject.Event == "control") return message;
        var wordings = board.TakeAll<WordingFault>(subject, wanted: (fault, _) => fault.Where != WordingPlace.Reply);
        foreach (var wording in wordings) wording.Change(document);
        return wordings.Count == 0 ? message : text.Bytes(document);
    }

    /// <summary>Lost, padded, put together, overtaken or doubled.</summary>
    private IReadOnlyList<byte[]> Shaped(byte[] message, FaultSubject subject)
    {
        if (!Disturbs(subject)) return [message];
        if (Take(StreamTrouble.Loss, subject)) return [];
        if (board.Take<StreamFault>(subject, wanted: fault => fault.Trouble == StreamTrouble.Padding) is { } padding) message = text.Padded(message, padding.Amount);
        if (_batch.Count == 0 && board.Take<StreamFault>(subject, wanted: fault => fault.Trouble == StreamTrouble.Batch) is { } batch) _batchSize = batch.Amount;
        if (_batchSize > 0)
        {
            _batch.Add(message);
            if (_batch.Count < _batchSize) return [];
            message = text.Joined(_batch);
            _batch.Clear();
            _batchSize = 0;
        }

        if (_overtaken is { } first)
        {
            _overtaken = null;
            return [message, first];
        }

        if (Take(StreamTrouble.Reorder, subject))
        {
            _overtaken = message;
            return [];
        }

        return Take(StreamTrouble.Duplicate, subject) ? [message, message] : [message];
    }

    /// <summary>Control messages are left alone unless they are asked for by name.</summary>
    private bool Disturbs(FaultSubject subject) => subject.Event != "control" || board.All.Any(armed => armed.Order.Filter.Event == "control");

    private bool Take(StreamTrouble trouble, FaultSubject subject) => board.Take<StreamFault>(subject, wanted: fault => fault.Trouble == trouble) is not null;
}
