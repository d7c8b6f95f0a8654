using System.Runtime.CompilerServices;
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
        return new NatsJSStream(this, await AskAsync<StreamConfig, StreamInfoResponse>($"STREAM.CREATE.{name}", config, cancellationToken).ConfigureAwait(false));
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
        return new NatsJSStream(this, await AskAsync<StreamConfig, StreamInfoResponse>($"STREAM.UPDATE.{name}", request, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc />
    public async ValueTask<INatsJSStream> GetStreamAsync(string stream, StreamInfoRequest? request = null, CancellationToken cancellationToken = default) =>
        new NatsJSStream(this, await GetStreamInfoAsync(stream, request, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc />
    public async ValueTask<bool> DeleteStreamAsync(string stream, CancellationToken cancellationToken = default) =>
        (await AskAsync<SuccessResponse>($"STREAM.DELETE.{Name.Check(stream, "stream")}", cancellationToken).ConfigureAwait(false)).Success;

    /// <inheritdoc />
    public ValueTask<StreamPurgeResponse> PurgeStreamAsync(string stream, StreamPurgeRequest request, CancellationToken cancellationToken = default) =>
        AskAsync<StreamPurgeRequest, StreamPurgeResponse>($"STREAM.PURGE.{Name.Check(stream, "stream")}", request, cancellationToken);

    /// <inheritdoc />
    public ValueTask<StreamMsgDeleteResponse> DeleteMessageAsync(string stream, StreamMsgDeleteRequest request, CancellationToken cancellationToken = default) =>
        AskAsync<StreamMsgDeleteRequest, StreamMsgDeleteResponse>($"STREAM.MSG.DELETE.{Name.Check(stream, "stream")}", request, cancellationToken);

    /// <inheritdoc />
    public async IAsyncEnumerable<INatsJSStream> ListStreamsAsync(
        string? subject = default,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var offset = 0; ;)
        {
            var page = await AskAsync<ListRequest, StreamListResponse>(
                "STREAM.LIST", new ListRequest { Offset = offset, Subject = subject }, cancellationToken).ConfigureAwait(false);
            foreach (var info in page.Streams ?? [])
            {
                yield return new NatsJSStream(this, info);
            }

            offset += page.Streams?.Length ?? 0;
            if (offset >= page.Total || page.Streams is not { Length: > 0 })
            {
                yield break;
            }
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<string> ListStreamNamesAsync(
        string? subject = default,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var offset = 0; ;)
        {
            var page = await AskAsync<ListRequest, StreamNamesResponse>(
                "STREAM.NAMES", new ListRequest { Offset = offset, Subject = subject }, cancellationToken).ConfigureAwait(false);
            foreach (var name in page.Streams ?? [])
            {
                yield return name;
            }

            offset += page.Streams?.Length ?? 0;
            if (offset >= page.Total || page.Streams is not { Length: > 0 })
            {
                yield break;
            }
        }
    }

    /// <summary>A stream's state, with all pages of its subjects in one.</summary>
    internal async ValueTask<StreamInfo> GetStreamInfoAsync(string stream, StreamInfoRequest? request, CancellationToken cancellationToken)
    {
        var subject = $"STREAM.INFO.{Name.Check(stream, "stream")}";
        var info = await AskAsync<StreamInfoRequest, StreamInfoResponse>(subject, request, cancellationToken).ConfigureAwait(false);
        var subjects = info.State.Subjects;
        for (var page = info; subjects is not null && page.State.Subjects is { Count: > 0 } && page.Offset + page.State.Subjects.Count < page.Total;)
        {
            var next = request! with { Offset = page.Offset + page.State.Subjects.Count };
            page = await AskAsync<StreamInfoRequest, StreamInfoResponse>(subject, next, cancellationToken).ConfigureAwait(false);
            foreach (var (name, count) in page.State.Subjects ?? new Dictionary<string, long>())
            {
                subjects[name] = count;
            }
        }

        return info;
    }
}
