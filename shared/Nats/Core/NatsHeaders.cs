using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.Extensions.Primitives;
using NATS.Client.Core.Internal;

namespace NATS.Client.Core;

/// <summary>A message's headers: names without regard to case, each with one or more values. Received ones are read-only.</summary>
public partial class NatsHeaders : INatsHeaders
{
    private readonly Dictionary<string, StringValues> store;

    public NatsHeaders()
        : this(null)
    {
    }

    public NatsHeaders(Dictionary<string, StringValues>? store) =>
        this.store = store ?? new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase);

    public NatsHeaders(int capacity) => store = new Dictionary<string, StringValues>(capacity, StringComparer.OrdinalIgnoreCase);

    /// <summary>The status texts a server sends to a pull consumer.</summary>
    public enum Messages
    {
        Text,
        IdleHeartbeat,
        BadRequest,
        ConsumerDeleted,
        ConsumerIsPushBased,
        NoMessages,
        RequestTimeout,
        MessageSizeExceedsMaxBytes,
        RequestsPending,
    }

    public int Version => 1;

    /// <summary>The status code, or 0 for an ordinary message.</summary>
    public int Code { get; internal set; }

    /// <summary>The status text as received.</summary>
    public string MessageText { get; internal set; } = string.Empty;

    public Messages Message { get; internal set; } = Messages.Text;

    /// <summary>Why payload or headers could not be read.</summary>
    public NatsException? Error { get; internal set; }

    public int Count => store.Count;

    public bool IsReadOnly { get; private set; }

    public ICollection<string> Keys => store.Keys;

    public ICollection<StringValues> Values => store.Values;

    /// <summary>A header's values; empty when it is not there. Setting it to none removes it.</summary>
    public StringValues this[string key]
    {
        get => store.TryGetValue(key, out var value) ? value : StringValues.Empty;
        set
        {
            ThrowIfReadOnly();
            if (value.Count == 0)
            {
                store.Remove(key);
            }
            else
            {
                store[key] = value;
            }
        }
    }

    public void Add(string key, StringValues value)
    {
        ThrowIfReadOnly();
        store.Add(key, value);
    }

    public void Add(KeyValuePair<string, StringValues> item) => Add(item.Key, item.Value);

    public void Clear()
    {
        ThrowIfReadOnly();
        store.Clear();
    }

    public bool Contains(KeyValuePair<string, StringValues> item) => store.TryGetValue(item.Key, out var value) && value == item.Value;

    public bool ContainsKey(string key) => store.ContainsKey(key);

    public void CopyTo(KeyValuePair<string, StringValues>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, StringValues>>)store).CopyTo(array, arrayIndex);

    /// <summary>How many bytes the headers take on the wire.</summary>
    public int GetBytesLength(Encoding? encoding = null) => HeaderEncoding.MeasureFields(this, encoding ?? Encoding.UTF8);

    public bool Remove(string key)
    {
        ThrowIfReadOnly();
        return store.Remove(key);
    }

    public bool Remove(KeyValuePair<string, StringValues> item) => Contains(item) && Remove(item.Key);

    public bool TryGetValue(string key, out StringValues value) => store.TryGetValue(key, out value);

    /// <summary>A header's last value.</summary>
    public bool TryGetLastValue(string key, [NotNullWhen(true)] out string? value)
    {
        value = store.TryGetValue(key, out var values) && values.Count > 0 ? values[^1] : null;
        return value is not null;
    }

    public Enumerator GetEnumerator() => new(store.GetEnumerator());

    IEnumerator<KeyValuePair<string, StringValues>> IEnumerable<KeyValuePair<string, StringValues>>.GetEnumerator() => store.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => store.GetEnumerator();

    internal void SetReadOnly() => IsReadOnly = true;

    private void ThrowIfReadOnly()
    {
        if (IsReadOnly)
        {
            throw new InvalidOperationException("The headers cannot be modified: they were received.");
        }
    }
}
