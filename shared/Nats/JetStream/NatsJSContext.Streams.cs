using NATS.Client.JetStream.Internal;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream;

public partial class NatsJSContext
{
    private const int StreamNotFound = 10059;

    /// <inheritdoc />
    public async ValueTask<INatsJSStream> CreateStreamAsync(StreamConfig config, CancellationToken cancellationToken = default)
    {
        var name = Name.Check(config.Name, "stream");
        var info = await AskAsync<StreamConfig, StreamInfoResponse>($"STREAM.CREATE.{name}", config, cancellationToken).ConfigureAwait(false);
        return new NatsJSStream(this, info);
    }

    /// <inheritdoc />
    public async ValueTask<INatsJSStream> CreateOrUpdateStreamAsync(StreamConfig config, CancellationToken cancellationToken = default)
    {
        try
        {
            return await UpdateStreamAsync(config, cancellationToken).ConfigureAwait(false);
        }
        catch (NatsJSApiException exception) when (exception.Error.ErrCode == StreamNotFound)
        {
            return await CreateStreamAsync(config, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public async ValueTask<NatsJSStream> UpdateStreamAsync(StreamConfig request, CancellationToken cancellationToken = default)
    {
        var name = Name.Check(request.Name, "stream");
        var info = await AskAsync<StreamConfig, StreamInfoResponse>($"STREAM.UPDATE.{name}", request, cancellationToken).ConfigureAwait(false);
        return new NatsJSStream(this, info);
    }

    /// <inheritdoc />
    public async ValueTask<INatsJSStream> GetStreamAsync(
        string stream,
        StreamInfoRequest? request = null,
        CancellationToken cancellationToken = default) =>
        new NatsJSStream(this, await GetStreamInfoAsync(stream, request, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc />
    public async ValueTask<bool> DeleteStreamAsync(string stream, CancellationToken cancellationToken = default) =>
        (await AskAsync<SuccessResponse>($"STREAM.DELETE.{Name.Check(stream, "stream")}", cancellationToken).ConfigureAwait(false)).Success;

    /// <inheritdoc />
    public ValueTask<StreamPurgeResponse> PurgeStreamAsync(
        string stream,
        StreamPurgeRequest request,
        CancellationToken cancellationToken = default) =>
        AskAsync<StreamPurgeRequest, StreamPurgeResponse>($"STREAM.PURGE.{Name.Check(stream, "stream")}", request, cancellationToken);

    /// <inheritdoc />
    public ValueTask<StreamMsgDeleteResponse> DeleteMessageAsync(
        string stream,
        StreamMsgDeleteRequest request,
        CancellationToken cancellationToken = default) =>
        AskAsync<StreamMsgDeleteRequest, StreamMsgDeleteResponse>(
          $"STREAM.MSG.DELETE.{Name.Check(stream, "stream")}",
          request,
          cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<INatsJSStream> ListStreamsAsync(string? subject = default, CancellationToken cancellationToken = default) =>
        PagesAsync<StreamListResponse, INatsJSStream>(
            "STREAM.LIST",
            subject,
            page => (page.Total, [.. (page.Streams ?? []).Select(info => new NatsJSStream(this, info))]),
            cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<string> ListStreamNamesAsync(string? subject = default, CancellationToken cancellationToken = default) =>
        PagesAsync<StreamNamesResponse, string>("STREAM.NAMES", subject, page => (page.Total, page.Streams ?? []), cancellationToken);

    /// <summary>A stream's state, with all pages of its subjects in one.</summary>
    internal async ValueTask<StreamInfo> GetStreamInfoAsync(string stream, StreamInfoRequest? request, CancellationToken cancellationToken)
    {
        var subject = $"STREAM.INFO.{Name.Check(stream, "stream")}";
        var info = await AskAsync<StreamInfoRequest, StreamInfoResponse>(subject, request, cancellationToken).ConfigureAwait(false);
        var page = info;
        while (page.State.Subjects is { Count: > 0 } subjects && page.Offset + subjects.Count < page.Total)
        {
            var next = request! with { Offset = page.Offset + subjects.Count };
            page = await AskAsync<StreamInfoRequest, StreamInfoResponse>(subject, next, cancellationToken).ConfigureAwait(false);
            foreach (var (name, count) in page.State.Subjects ?? new Dictionary<string, long>())
            {
                info.State.Subjects![name] = count;
            }
        }

        return info;
    }
}
