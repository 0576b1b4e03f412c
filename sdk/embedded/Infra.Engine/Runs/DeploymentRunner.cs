using System.Collections.Immutable;
using System.Diagnostics;
using Infra.Engine.Deployment;
using Infra.Engine.Events;
using Infra.Engine.Plugins;
using Infra.Engine.Rpc;
using Infra.Protocol;
using Infra.Protocol.Values;

namespace Infra.Engine.Runs;

/// <summary>Runs deployments as Pulumi's engine does, with the program and the plugins as child processes.</summary>
public sealed class DeploymentRunner : IDeploymentRunner
{
    private const string HiddenSecret = "[secret]";

    public async Task<DeploymentResult> RunAsync(
        DeploymentRequest request,
        IEngineEventSink events,
        CancellationToken cancellationToken,
        CancellationToken terminationToken
    )
    {
        var started = Stopwatch.GetTimestamp();
        var publisher = new EventPublisher(new SecretMask(events, request.Configuration));
        publisher.Publish(new EngineEvent.Prelude(Masked(request)));
        var result = await RunAsync(request, publisher, cancellationToken, terminationToken);
        publisher.Publish(
            new EngineEvent.Summary(
                request.Options.IsPreview,
                result.Succeeded,
                Stopwatch.GetElapsedTime(started),
                result.Changes
            )
        );
        publisher.Publish(new EngineEvent.Cancel());
        return result;
    }

    private static async Task<DeploymentResult> RunAsync(
        DeploymentRequest request,
        EventPublisher events,
        CancellationToken cancellationToken,
        CancellationToken terminationToken
    )
    {
        using var endpoint = EngineEndpoint.Open();
        await using var plugins = new PluginLauncher(
            request,
            endpoint.Address,
            events,
            terminationToken
        );
        plugins.WarmUp();
        await using var parts = new DeploymentComposition(
            request,
            events,
            plugins,
            TimeProvider.System,
            terminationToken
        );
        var session = new DeploymentSession(request, parts, endpoint);
        var outputs = PropertyMap.Empty;
        var succeeded = false;
        try
        {
            succeeded = await session.RunAsync(cancellationToken, terminationToken);
            outputs = await session.FinishAsync(succeeded);
        }
        catch (ReportedException)
        {
            // The failure has already been reported.
        }
        catch (InfraException e)
        {
            events.Error(null, e.Message);
        }
        catch (OperationCanceledException) when (IsStopped())
        {
            // The user cancelled before anything ran that could be stopped gracefully.
        }

        succeeded &= await CloseAsync(parts, events);
        return new(succeeded && !IsStopped(), IsStopped(), parts.Reporter.Changes, outputs);

        bool IsStopped() =>
            cancellationToken.IsCancellationRequested || terminationToken.IsCancellationRequested;
    }

    private static async Task<bool> CloseAsync(DeploymentComposition parts, EventPublisher events)
    {
        try
        {
            await parts.Recorder.CloseAsync();
            return true;
        }
        catch (InfraException e)
        {
            events.Error(null, e.Message);
            return false;
        }
    }

    private static ImmutableSortedDictionary<string, string> Masked(DeploymentRequest request)
    {
        var configuration = request.Configuration;
        return configuration.SecretKeys.Aggregate(
            configuration.Values,
            (values, key) => values.ContainsKey(key) ? values.SetItem(key, HiddenSecret) : values
        );
    }
}
