using Pulumi.Deployments;
using Pulumirpc;

namespace Pulumi;

/// <summary>Sends messages to the user, in the order in which the program wrote them.</summary>
internal sealed class EngineLog(IEngine engine, OutstandingWork work)
{
    private readonly Lock _gate = new();
    private Task _sent = Task.CompletedTask;
    private volatile bool _hasErrors;

    /// <summary>Whether one of the messages was an error.</summary>
    public bool HasErrors => _hasErrors;

    public Task Write(
        LogSeverity severity,
        string message,
        Resource? resource = null,
        int? streamId = null,
        bool? ephemeral = null
    )
    {
        _hasErrors |= severity == LogSeverity.Error;
        var request = new LogRequest
        {
            Severity = severity,
            Message = message,
            StreamId = streamId ?? 0,
            Ephemeral = ephemeral ?? false,
        };
        lock (_gate)
        {
            _sent = SendAsync(_sent, request, resource);
            work.Track(_sent);
            return _sent;
        }
    }

    private async Task SendAsync(Task before, LogRequest request, Resource? resource)
    {
        await before.ConfigureAwait(false);
        request.Urn = resource is null ? "" : await UrnAsync(resource).ConfigureAwait(false);
        await engine.LogAsync(request).ConfigureAwait(false);
    }

    private static async Task<string> UrnAsync(Resource resource)
    {
        // The resource may have failed without a URN, and the message may say why.
        var urn = resource.Urn.State;
        await ((Task)urn).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return urn.IsCompletedSuccessfully ? urn.Result.Value ?? "" : "";
    }
}
