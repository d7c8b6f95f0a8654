namespace Pipeline.Simulator.Wire;

/// <summary>Writes the objects of the data API in one of its two encodings, JSON or MessagePack.</summary>
public interface IItemWriter
{
    void StartObject();

    void EndObject();

    void StartArray();

    void EndArray();

    /// <summary>The name of the field whose value comes next.</summary>
    void Name(string name);

    /// <summary>A text, or null.</summary>
    void Text(string? value);

    /// <summary>A price or a size that may have decimals; binary floating point in MessagePack, as the venue sends it.</summary>
    void Number(decimal value);

    /// <summary>A whole number.</summary>
    void Count(long value);

    void Flag(bool value);

    /// <summary>A moment: RFC 3339 text in JSON, the timestamp extension in MessagePack.</summary>
    void Moment(DateTimeOffset value);

    void Text(string name, string? value)
    {
        Name(name);
        Text(value);
    }

    void Number(string name, decimal value)
    {
        Name(name);
        Number(value);
    }

    void Count(string name, long value)
    {
        Name(name);
        Count(value);
    }

    void Moment(string name, DateTimeOffset value)
    {
        Name(name);
        Moment(value);
    }

    void Texts(string name, IReadOnlyList<string> values)
    {
        Name(name);
        StartArray();
        foreach (var value in values) Text(value);
        EndArray();
    }
}
