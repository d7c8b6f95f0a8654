using System.Text;
using Microsoft.Extensions.Primitives;

namespace NATS.Client.Core.Internal;

/// <summary>Headers on the wire: a status line, then "Name: value" lines, then an empty line.</summary>
internal static class HeaderEncoding
{
    public static int MeasureFields(IEnumerable<KeyValuePair<string, StringValues>> headers, Encoding encoding)
    {
        var length = "NATS/1.0\r\n\r\n".Length;
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                length += encoding.GetByteCount(name) + encoding.GetByteCount(value ?? "") + ": \r\n".Length;
            }
        }

        return length;
    }
}
