using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Infra.Engine.Deployment;
using Infra.Engine.Languages;
using Infra.Protocol;
using Infra.Protocol.Rpc;
using Pulumirpc;
using Value = Google.Protobuf.WellKnownTypes.Value;

namespace Infra.Engine.Foreign;

/// <summary>
/// An inline program of the Automation API: it runs inside the process that started this engine. Its
/// language server is dialled at <c>runtime.options.address</c>.
/// </summary>
internal sealed class ClientProgram(DeploymentRequest request) : IProgram
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private string Address =>
        request.Project.RuntimeOptions.GetValueOrDefault("address")
        ?? throw new InfraException(
            $"The runtime 'client' in {request.Project.FilePath} needs `runtime.options.address`: where the program's "
                + "language server listens, like 127.0.0.1:4711."
        );

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        using var channel = LocalChannel.To(Address);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(ConnectTimeout);
        try
        {
            await channel.ConnectAsync(timeout.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unreachable(e);
        }
    }

    public async Task<ProgramResult> RunAsync(string address, CancellationToken cancellationToken)
    {
        using var channel = LocalChannel.To(Address);
        var client = new LanguageRuntime.LanguageRuntimeClient(
            new NestedMessageCallInvoker(channel.CreateCallInvoker())
        );
        try
        {
            using var running = client.RunAsync(
                Request(address),
                cancellationToken: cancellationToken
            );
            var answer = await running.ResponseAsync;
            return new(
                Succeeded: answer.Error.Length == 0 && !answer.Bail,
                answer.Error.Length == 0 ? null : answer.Error
            );
        }
        catch (RpcException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
        {
            throw Unreachable(e);
        }
        catch (RpcException e)
        {
            return new(Succeeded: false, e.Status.Detail);
        }
    }

    private RunRequest Request(string address)
    {
        var project = request.Project;
        var info = new ProgramInfo
        {
            RootDirectory = project.RootDirectory,
            ProgramDirectory = project.ProgramDirectory,
            EntryPoint = project.EntryPoint,
            Options = new Struct(),
        };
        foreach (var (name, value) in project.RuntimeOptions)
        {
            info.Options.Fields[name] = Value.ForString(value);
        }

        return new()
        {
            Info = info,
            Pwd = project.ProgramDirectory,
            // An inline program reads the address of the engine's other service from its arguments.
            Args = { address },
            Project = project.Name,
            Stack = request.Stack,
            Organization = DeploymentRequest.Organization,
            Config = { request.Configuration.Values },
            ConfigSecretKeys = { request.Configuration.SecretKeys },
            DryRun = request.Options.IsPreview,
            Parallel = request.Options.Parallel,
            MonitorAddress = address,
        };
    }

    private InfraException Unreachable(Exception cause) =>
        new(
            $"The program's language server at {Address} does not answer. Was the process that started this run stopped?",
            cause
        );
}
