namespace NATS.Client.Core;

/// <summary>Whether a connection is encrypted.</summary>
public enum TlsMode
{
    /// <summary><see cref="Require"/> for tls:// urls and where a certificate option is set; <see cref="Prefer"/> otherwise.</summary>
    Auto,

    /// <summary>Encrypted when the server offers it. Whoever sits between can take the offer away: over a network use <see cref="Require"/>.</summary>
    Prefer,

    /// <summary>Encrypted or not at all: a server that does not offer it is refused.</summary>
    Require,

    /// <summary>Encrypted from the first byte, before the server greets us (its option handshake_first).</summary>
    Implicit,

    /// <summary>Never encrypted: a server that requires it is refused.</summary>
    Disable,
}
