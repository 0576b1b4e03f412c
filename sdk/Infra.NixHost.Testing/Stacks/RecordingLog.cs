using System.Collections.Concurrent;
using Infra.NixHost.Provider.Log;
using Infra.Protocol.Naming;

namespace Infra.NixHost.Testing.Stacks;

internal sealed class RecordingLog : IEngineLog
{
    public ConcurrentQueue<string> Lines { get; } = new();
    public ConcurrentQueue<string> Warnings { get; } = new();
    public ConcurrentQueue<string> States { get; } = new();

    public Task InfoAsync(Urn urn, string message, CancellationToken cancellationToken)
    {
        Lines.Enqueue(message);
        return Task.CompletedTask;
    }

    public Task WarnAsync(Urn urn, string message, CancellationToken cancellationToken)
    {
        Warnings.Enqueue(message);
        return Task.CompletedTask;
    }

    public void Status(Urn urn, string message) => States.Enqueue(message);
}
