using System.Collections.Immutable;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>The Nix commands of one host, with its timeouts.</summary>
internal sealed class NixTools(IHostShell shell, HostOptions options, TimeProvider timeProvider)
{
    /// <summary>The number of repetitions of a run that met another one in the store, about eight seconds in all.</summary>
    private const int Repetitions = 10;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>The directory of store paths, from Nix's own variable when it is set.</summary>
    public string StoreDirectory => shell.Variable("NIX_STORE_DIR")?.TrimEnd('/') ?? "/nix/store";

    public HostOptions Options => options;

    /// <summary>Runs <c>nix-store</c> with the usual timeout.</summary>
    public Task<ToolResult> StoreAsync(
        ImmutableArray<string> arguments,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            new Invocation(Tool.NixStore, arguments) { Timeout = options.CommandTimeout },
            cancellationToken
        );

    /// <summary>Whether the store holds a path.</summary>
    /// <exception cref="HostException">The store cannot be asked. Nix uses the same exit code for this.</exception>
    public async Task<bool> IsValidAsync(string storePath, CancellationToken cancellationToken)
    {
        var result = await StoreAsync(["--check-validity", storePath], cancellationToken);
        if (result.ExitCode == 0)
        {
            return true;
        }

        return result.ErrorText.Contains("is not valid", StringComparison.Ordinal)
            ? false
            : throw result.Failure(
                "nix-store",
                $"Nix does not tell whether '{storePath}' is in the store"
            );
    }

    /// <summary>Runs a command, and repeats it when it met another one in the store. Each run has the whole timeout.</summary>
    public Task<ToolResult> RunAsync(Invocation invocation, CancellationToken cancellationToken) =>
        RunAsync(() => invocation, cancellationToken);

    /// <summary>Runs a command with repetitions, each prepared by the caller.</summary>
    public async Task<ToolResult> RunAsync(
        Func<Invocation> begin,
        CancellationToken cancellationToken
    )
    {
        for (var repetition = 1; ; repetition++)
        {
            var result = await shell.RunAsync(begin(), cancellationToken);
            if (repetition > Repetitions || !StoreContention.In(result))
            {
                return result;
            }

            var pause = TimeSpan.FromMilliseconds(50 << repetition);
            await Task.Delay(
                pause < LongestPause ? pause : LongestPause,
                timeProvider,
                cancellationToken
            );
        }
    }

    /// <summary>Runs an evaluation and returns its result with its whole standard error.</summary>
    public async Task<(ToolResult Result, ImmutableArray<string> Errors)> EvaluateAsync(
        Tool tool,
        ImmutableArray<string> arguments,
        CancellationToken cancellationToken
    )
    {
        var errors = ImmutableArray.CreateBuilder<string>();
        var invocation = new Invocation(tool, arguments)
        {
            Timeout = options.EvaluationTimeout,
            TimeoutCode = "nix-timeout",
            OnErrorLine = line =>
            {
                // A trace of any length keeps its end, which has the cause.
                if (errors.Count == EvaluationErrors.MaxRead)
                {
                    errors.RemoveAt(EvaluationErrors.MaxRead / 4);
                }

                errors.Add(line);
            },
        };
        var result = await RunAsync(
            () =>
            {
                errors.Clear();
                return invocation;
            },
            cancellationToken
        );
        return (result, errors.ToImmutable());
    }
}
