using System.Net;

namespace Pulumi.Deployments;

/// <summary>
/// Sends requests one after the other, and waits for their answers at once. Both sides would otherwise hold a copy of every large request
/// that a program makes, because all of them share one connection.
/// </summary>
internal sealed class RequestsInTurn(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly SemaphoreSlim _turn = new(1);

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (request.Content is { } content)
        {
            request.Content = new Content(content, _turn);
        }

        return base.SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _turn.Dispose();
        }

        base.Dispose(disposing);
    }

    private sealed class Content : HttpContent
    {
        private readonly HttpContent _content;
        private readonly SemaphoreSlim _turn;

        public Content(HttpContent content, SemaphoreSlim turn)
        {
            (_content, _turn) = (content, turn);
            foreach (var (name, values) in content.Headers)
            {
                Headers.TryAddWithoutValidation(name, values);
            }
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(
            Stream stream,
            TransportContext? context,
            CancellationToken cancellationToken
        )
        {
            await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await _content
                    .CopyToAsync(stream, context, cancellationToken)
                    .ConfigureAwait(false);
            }
            finally
            {
                _turn.Release();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _content.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
