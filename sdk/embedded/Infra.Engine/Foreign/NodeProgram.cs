using System.Collections.Immutable;
using System.Globalization;
using Infra.Engine.Deployment;
using Infra.Engine.Events;
using Infra.Engine.Json;
using Infra.Engine.Languages;
using Infra.Engine.Processes;

namespace Infra.Engine.Foreign;

/// <summary>A Node program, started by the runner of the Pulumi SDK that is installed beside it.</summary>
internal sealed class NodeProgram(
    DeploymentRequest request,
    EventPublisher events,
    Func<bool> isOver
) : IProgram
{
    private readonly NodeRuntime _runtime = new(
        request.Project.RuntimeOptions,
        request.Project.ProgramDirectory
    );
    private string? _runner;

    public Task PrepareAsync(CancellationToken cancellationToken)
    {
        _runner = _runtime.Locate("cmd/run");
        return Task.CompletedTask;
    }

    public async Task<ProgramResult> RunAsync(string address, CancellationToken cancellationToken)
    {
        var runner =
            _runner ?? throw new InvalidOperationException("Prepare the program before it is run.");
        var project = request.Project;
        ImmutableArray<string> deployment =
        [
            "--monitor",
            address,
            "--engine",
            address,
            "--organization",
            DeploymentRequest.Organization,
            "--project",
            project.Name,
            "--root-directory",
            project.RootDirectory,
            "--stack",
            request.Stack,
            "--pwd",
            project.ProgramDirectory,
            .. request.Options.IsPreview ? ["--dry-run"] : ImmutableArray<string>.Empty,
            "--parallel",
            request.Options.Parallel.ToString(CultureInfo.InvariantCulture),
        ];
        var command = new ProcessCommand
        {
            FileName = NodeRuntime.Program,
            Arguments = [.. _runtime.Arguments, runner, .. deployment, project.EntryPoint],
            WorkingDirectory = project.ProgramDirectory,
            Environment = request.Environment.SetItems(_runtime.Environment).SetItems(Settings()),
        };
        var heap = new NodeHeap();
        return heap.Explain(
            await ProgramProcess.RunAsync(heap.Watch(command), events, isOver, cancellationToken)
        );
    }

    // Every version of the SDK accepts the former long form of a key.
    private Dictionary<string, string> Settings() =>
        new(StringComparer.Ordinal)
        {
            ["PULUMI_CONFIG"] = GoJson.Serialize(
                request.Configuration.Values.ToDictionary(
                    value => LongForm(value.Key),
                    value => value.Value,
                    StringComparer.Ordinal
                )
            ),
            ["PULUMI_CONFIG_SECRET_KEYS"] = GoJson.Serialize(request.Configuration.SecretKeys),
        };

    private static string LongForm(string key) =>
        key.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
            ? $"{key[..colon]}:config:{key[(colon + 1)..]}"
            : key;
}
