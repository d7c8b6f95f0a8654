namespace Pipeline.Broker.Port;

/// <summary>The venue understood a reading request and refused it.</summary>
/// <param name="httpStatus">401 means bad keys.</param>
/// <param name="code">The venue's numeric code, when it gave one.</param>
/// <param name="text">The venue's own words.</param>
public sealed class VenueRefusedException(int httpStatus, int? code, string text)
    : Exception($"The venue refused the request: HTTP {httpStatus}{(code is null ? "" : $", code {code}")}: {text}")
{
    public int HttpStatus => httpStatus;

    public int? Code => code;

    public bool IsBadKeys => httpStatus == 401;
}
