using System.Collections;
using Microsoft.Extensions.Primitives;

namespace NATS.Client.Core;

public partial class NatsHeaders
{
    /// <summary>Goes through the headers without a box.</summary>
    public struct Enumerator : IEnumerator<KeyValuePair<string, StringValues>>
    {
        private Dictionary<string, StringValues>.Enumerator inner;

        internal Enumerator(Dictionary<string, StringValues>.Enumerator inner) => this.inner = inner;

        public readonly KeyValuePair<string, StringValues> Current => inner.Current;

        readonly object IEnumerator.Current => inner.Current;

        public bool MoveNext() => inner.MoveNext();

        public readonly void Dispose() => inner.Dispose();

        readonly void IEnumerator.Reset() => throw new NotSupportedException();
    }
}
