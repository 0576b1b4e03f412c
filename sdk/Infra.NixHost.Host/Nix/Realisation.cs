using System.Collections.Immutable;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>Builds or fetches a path and roots it, in one run of <c>nix-store --realise</c>.</summary>
internal sealed class Realisation(NixTools tools, IHostFiles files, TimeProvider timeProvider)
{
    /// <returns>The store path that <paramref name="root"/> points at afterwards.</returns>
    public async Task<string> RunAsync(
        string path,
        string root,
        TimeSpan timeout,
        IProgress<BuildProgress>? progress,
        CancellationToken cancellationToken,
        ImmutableArray<string> options = default
    )
    {
        StoreRoots.Prepare(files, root);
        var monitor = new BuildMonitor(progress, timeProvider);
        var result = await tools.RunAsync(
            () =>
            {
                monitor = new(progress, timeProvider);
                return new(
                    Tool.NixStore,
                    [.. Arguments(path, root), .. options.IsDefault ? [] : options]
                )
                {
                    Timeout = timeout,
                    TimeoutCode = "nix-timeout",
                    OnErrorLine = monitor.Add,
                };
            },
            cancellationToken
        );
        monitor.Complete();
        if (result.ExitCode != 0)
        {
            throw Failure(path, result.ExitCode, monitor.Log);
        }

        return StoreRoots.Read(files, root)
            ?? throw result.Failure("nix-store", $"Nix made no root '{root}' for '{path}'");
    }

    private static ImmutableArray<string> Arguments(string path, string root) =>
        [
            "--realise",
            Output(path),
            "--add-root",
            root,
            "--indirect",
            "--log-format",
            "internal-json",
        ];

    /// <summary>Names the output "out" of a derivation. Otherwise Nix would root every output, under names of its own.</summary>
    private static string Output(string path) => IsDerivation(path) ? path + "!out" : path;

    private static bool IsDerivation(string path) =>
        path.EndsWith(".drv", StringComparison.Ordinal);

    private HostException Failure(string path, int exitCode, BuildLog log)
    {
        var (derivation, lines) = log.FindFailed();
        var errors = EvaluationErrors.Trim(log.Errors);
        var said = lines.IsEmpty
            ? errors
            : $"{errors}\nThe last lines of its log:\n{string.Join('\n', lines)}";
        if (DiskFull.In(said))
        {
            return DiskFull.Failure(
                files,
                $"Nix cannot build '{derivation ?? path}'",
                tools.StoreDirectory,
                said
            );
        }

        if (derivation is null && !IsDerivation(path))
        {
            return new(
                "path-invalid",
                $"The store does not hold '{path}' and no derivation builds it:\n{said}"
            );
        }

        var next =
            MissingFeature.Hint(errors)
            ?? $" Read the whole log with `nix-store --read-log {derivation ?? path}`.";
        return new(
            "nix-build",
            $"Nix cannot build '{derivation ?? path}' (exit code {exitCode}).{next}\n{said}"
        );
    }
}
