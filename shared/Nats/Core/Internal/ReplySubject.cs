using System.Text;

namespace NATS.Client.Core.Internal;

/// <summary>Where an answer goes: a subject given, or an inbox of ours and a number, which is put together where it is sent.</summary>
internal readonly struct ReplySubject
{
    private readonly string? text;
    private readonly byte[]? prefix;
    private readonly long number;

    private ReplySubject(string? text) => this.text = text;

    /// <param name="prefix">The inbox, with the dot before the number.</param>
    /// <param name="number">The request's number.</param>
    public ReplySubject(byte[] prefix, long number) => (this.prefix, this.number) = (prefix, number);

    public bool IsNone => text is null && prefix is null;

    public int MostBytes => prefix is null ? Encoding.UTF8.GetMaxByteCount(text?.Length ?? 0) : prefix.Length + 20;

    public static implicit operator ReplySubject(string? text) => new(text);

    public void WriteTo(CommandBuffer buffer)
    {
        if (prefix is null)
        {
            buffer.Write(text!);
            return;
        }

        buffer.Write(prefix);
        buffer.Write(number);
    }
}
