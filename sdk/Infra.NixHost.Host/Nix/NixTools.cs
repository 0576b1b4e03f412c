using System.Collections.Immutable;
using Infra.NixHost.Host.Processes;

namespace Infra.NixHost.Host.Nix;

/// <summary>The Nix commands of one host, with its timeouts.</summary>
internal sealed class NixTools(ToolRunner runner, HostOptions options)
{
    /// <summary>Where store paths lie: Nix's own variable, else the usual place.</summary>
    public string StoreDirectory => runner.Variable("NIX_STORE_DIR")?.TrimEnd('/') ?? "/nix/store";

    public HostOptions Options => options;

    /// <summary>Runs <c>nix-store</c> with the usual timeout.</summary>
    public Task<ToolResult> StoreAsync(
        ImmutableArray<string> arguments,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            new(Tool.NixStore, arguments) { Timeout = options.CommandTimeout },
            cancellationToken
        );

    public Task<ToolResult> RunAsync(Invocation invocation, CancellationToken cancellationToken) =>
        runner.RunAsync(invocation, cancellationToken);

    /// <summary>Runs an evaluation and hands back its result with all it wrote to standard error.</summary>
    public async Task<(ToolResult Result, ImmutableArray<string> Errors)> EvaluateAsync(
        Tool tool,
        ImmutableArray<string> arguments,
        CancellationToken cancellationToken
    )
    {
        var errors = ImmutableArray.CreateBuilder<string>();
        var result = await RunAsync(
            new(tool, arguments)
            {
                Timeout = options.EvaluationTimeout,
                TimeoutCode = "nix-timeout",
                OnErrorLine = line =>
                {
                    if (errors.Count < EvaluationErrors.MaxRead)
                        errors.Add(line);
                },
            },
            cancellationToken
        );
        return (result, errors.ToImmutable());
    }
}
