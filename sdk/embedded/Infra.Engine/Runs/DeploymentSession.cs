using Infra.Engine.Deployment;
using Infra.Engine.Languages;
using Infra.Engine.Monitor;
using Infra.Engine.Rpc;
using Infra.Protocol.Values;

namespace Infra.Engine.Runs;

/// <summary>One run with all its processes: their order of start and end.</summary>
internal sealed class DeploymentSession(
    DeploymentRequest request,
    DeploymentComposition parts,
    EngineEndpoint endpoint
)
{
    /// <summary>The time that a program has to notice that the run is over.</summary>
    private static readonly TimeSpan ProgramGrace = TimeSpan.FromSeconds(2);

    private bool _isOver;

    /// <summary>Runs to the end, and returns whether everything succeeded.</summary>
    public async Task<bool> RunAsync(
        CancellationToken cancellationToken,
        CancellationToken terminationToken
    )
    {
        using var services = new ProgramServices(request, parts, endpoint.Address);
        var monitor = services.Monitor;
        await using var asking = cancellationToken.Register(() =>
            _ = parts.Providers.CancelAsync()
        );
        using var stopProgram = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken,
            terminationToken
        );
        var program = RunProgramAsync(monitor, stopProgram.Token);
        await using var server = await MonitorServer.StartAsync(
            endpoint,
            monitor,
            new EngineService(parts.Events, IsOver)
        );
        var succeeded = await parts.Executor.RunAsync(parts.Inbox, request.Kind, cancellationToken);
        Volatile.Write(ref _isOver, !succeeded);
        monitor.Finish();
        if (!succeeded)
        {
            stopProgram.CancelAfter(ProgramGrace);
        }

        return await program && succeeded;
    }

    /// <summary>Records and returns the stack's outputs.</summary>
    public async Task<PropertyMap> FinishAsync(bool succeeded) =>
        request.Kind == DeploymentKind.Destroy && succeeded
            ? PropertyMap.Empty
            : await parts.Outputs.FinishAsync(hasFailed: !succeeded);

    private async Task<bool> RunProgramAsync(
        MonitorService monitor,
        CancellationToken cancellationToken
    )
    {
        // Starting a process blocks for a while, so the server starts meanwhile.
        await Task.Yield();
        if (request.Kind == DeploymentKind.Import)
        {
            // The list of imports takes the place of the program.
            return true;
        }

        if (request.Kind != DeploymentKind.Update && !request.Options.RunProgram)
        {
            parts.Inbox.Complete();
            return true;
        }

        _ = CompleteWhenAsync(monitor.Signalled);
        try
        {
            var program = Programs.Of(request, parts.Events, IsOver);
            await program.PrepareAsync(cancellationToken);
            var result = await program.RunAsync(endpoint.Address, cancellationToken);
            return Complete(result);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            parts.Inbox.Complete(new ReportedException("the program was stopped"));
            return false;
        }
        catch (Exception e)
        {
            // The exception is thrown where the inbox is read.
            parts.Inbox.Complete(e);
            return false;
        }
    }

    private bool IsOver() => Volatile.Read(ref _isOver);

    private bool Complete(ProgramResult result)
    {
        if (result.Error is { } error && !parts.Steps.Stopped.IsCancellationRequested)
        {
            parts.Events.Error(null, error);
        }

        parts.Inbox.Complete(result.Succeeded ? null : new ReportedException("the program failed"));
        return result.Succeeded;
    }

    private async Task CompleteWhenAsync(Task signalled)
    {
        await signalled;
        parts.Inbox.Complete();
    }
}
