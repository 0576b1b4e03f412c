using System.Net;
using Pulumi.Deployments;

namespace Pulumi.Tests.Deployment;

[TestFixture]
[CancelAfter(30_000)]
internal sealed class RequestsInTurnTests
{
    [Test]
    public async Task A_request_is_made_when_the_one_before_is_sent_and_needs_no_answer_to_it(
        CancellationToken cancellationToken
    )
    {
        using var engine = new SilentEngine();
        using var invoker = new HttpMessageInvoker(new RequestsInTurn(engine));
        using var first = new Request();
        using var second = new Request();
        _ = invoker.SendAsync(first.Message, cancellationToken);
        _ = invoker.SendAsync(second.Message, cancellationToken);
        await first.Made.Task.WaitAsync(cancellationToken);
        var isMadeEarly = second.Made.Task.IsCompleted;

        first.Sent.SetResult();

        await second.Made.Task.WaitAsync(cancellationToken);
        Assert.That(isMadeEarly, Is.False);
    }

    [Test]
    public async Task A_request_that_fails_lets_the_next_one_go(CancellationToken cancellationToken)
    {
        using var engine = new SilentEngine();
        using var invoker = new HttpMessageInvoker(new RequestsInTurn(engine));
        using var first = new Request();
        using var second = new Request();
        first.Sent.SetException(new InvalidOperationException("it cannot be written"));

        await Assert.ThatAsync(
            () => invoker.SendAsync(first.Message, cancellationToken),
            Throws.InvalidOperationException
        );
        _ = invoker.SendAsync(second.Message, cancellationToken);

        await second.Made.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Takes requests and never answers.</summary>
    private sealed class SilentEngine : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            return await new TaskCompletionSource<HttpResponseMessage>().Task;
        }
    }

    private sealed class Request : IDisposable
    {
        public Request() =>
            Message = new(HttpMethod.Post, "http://engine") { Content = new Body(this) };

        public HttpRequestMessage Message { get; }

        public TaskCompletionSource Made { get; } = new();

        public TaskCompletionSource Sent { get; } = new();

        public void Dispose() => Message.Dispose();
    }

    private sealed class Body(Request request) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(
            Stream stream,
            TransportContext? context
        )
        {
            request.Made.SetResult();
            await request.Sent.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
