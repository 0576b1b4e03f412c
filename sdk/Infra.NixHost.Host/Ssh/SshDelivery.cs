using System.Collections.Immutable;
using System.Globalization;
using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Ssh;

/// <summary>
/// Copies store paths to a host with <c>nix-copy-closure</c> over its one connection. A path that is there costs one question, and of a closure
/// only what is missing is sent.
/// </summary>
/// <param name="connection">The connection to the host.</param>
/// <param name="here">The Nix commands of this machine.</param>
/// <param name="there">Those of the host.</param>
#pragma warning disable CA1001 // A copy that ends late gives its place back, which a disposed semaphore refuses.
internal sealed class SshDelivery(SshConnection connection, NixTools here, NixTools there)
    : IStoreDelivery
#pragma warning restore CA1001
{
    /// <summary>The number of store paths in one command, whose line a kernel limits to 128 KiB.</summary>
    private const int PathsPerCall = 500;

    private readonly SemaphoreSlim _copying = new(1);

    /// <inheritdoc/>
    public async Task BringAsync(
        string path,
        TimeSpan timeout,
        IProgress<BuildProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (
            await there.IsValidAsync(path, cancellationToken)
            || !await here.IsValidAsync(path, cancellationToken)
        )
        {
            return;
        }

        var missing = await MissingAsync(path, cancellationToken);
        var copying = new CopyProgress(
            connection.Options.Name,
            await SizesAsync(missing, cancellationToken),
            progress
        );
        var what =
            $"{missing.Length} store paths cannot be copied to the store of the host {connection.Options.Name}";
        await CopyAsync(Direction.There, path, timeout, copying.Add, what, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task FetchAsync(string path, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!await here.IsValidAsync(path, cancellationToken))
        {
            await CopyAsync(
                Direction.Here,
                path,
                timeout,
                _ => { },
                $"{path} cannot be copied from the store of the host {connection.Options.Name} to that of this machine",
                cancellationToken
            );
        }
    }

    private async Task CopyAsync(
        Direction direction,
        string path,
        TimeSpan timeout,
        Action<string> onLine,
        string failure,
        CancellationToken cancellationToken
    )
    {
        var master = await connection.OpenAsync(cancellationToken);
        // Copies share a line, so one after the other is as fast, and the host permits ten sessions.
        await _copying.WaitAsync(cancellationToken);
        try
        {
            var copy = Copy(master, direction, path, timeout, onLine);
            var result = await here.RunAsync(copy, cancellationToken);
            if (result.ExitCode != 0 && !await master.AnswersAsync(connection.Here))
            {
                throw SshFailure.Lost(connection.Options, $"run `{copy}`", result.ErrorText);
            }

            result.OrThrow("host-store", failure);
        }
        finally
        {
            _copying.Release();
        }
    }

    private Invocation Copy(
        SshMaster master,
        Direction direction,
        string path,
        TimeSpan timeout,
        Action<string> onLine
    )
    {
        var options = connection.Options;
        var way = direction is Direction.There ? "--to" : "--from";
        ImmutableArray<string> arguments = [way, options.Destination, path];
        ImmutableArray<string> asRoot =
        [
            "--extra-experimental-features",
            "nix-command",
            "copy",
            .. path.EndsWith(".drv", StringComparison.Ordinal)
                ? ["--derivation"]
                : Array.Empty<string>(),
            // The root here and there trusts itself, as nix-copy-closure does.
            "--no-check-sigs",
            way,
            $"ssh://{options.Destination}?remote-program=sudo%20-n%20nix-store",
            path,
        ];
        return new(
            options.Sudo ? Tool.NixCommand : Tool.NixCopyClosure,
            options.Sudo ? asRoot : arguments
        )
        {
            Timeout = timeout,
            TimeoutCode = "nix-timeout",
            Environment = ImmutableDictionary<string, string>.Empty.Add(
                "NIX_SSHOPTS",
                string.Join(' ', master.Shared)
            ),
            OnErrorLine = onLine,
        };
    }

    /// <summary>The paths of the closure that the host lacks.</summary>
    private async Task<ImmutableArray<string>> MissingAsync(
        string path,
        CancellationToken cancellationToken
    )
    {
        var closure = await LinesAsync(
            here,
            ["--query", "--requisites"],
            [path],
            cancellationToken
        );
        return await LinesAsync(
            there,
            ["--check-validity", "--print-invalid"],
            closure,
            cancellationToken
        );
    }

    private async Task<ImmutableDictionary<string, long>> SizesAsync(
        ImmutableArray<string> paths,
        CancellationToken cancellationToken
    )
    {
        var sizes = await LinesAsync(here, ["--query", "--size"], paths, cancellationToken);
        return paths
            .Zip(sizes, (path, size) => (path, long.Parse(size, CultureInfo.InvariantCulture)))
            .ToImmutableDictionary(p => p.path, p => p.Item2, StringComparer.Ordinal);
    }

    private static async Task<ImmutableArray<string>> LinesAsync(
        NixTools tools,
        ImmutableArray<string> question,
        ImmutableArray<string> paths,
        CancellationToken cancellationToken
    )
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var some in paths.Chunk(PathsPerCall))
        {
            var result = await tools.StoreAsync([.. question, .. some], cancellationToken);
            lines.AddRange(
                result
                    .OrThrow("nix-store", $"Nix does not answer about {some.Length} store paths")
                    .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            );
        }

        return lines.ToImmutable();
    }

    private enum Direction
    {
        There,
        Here,
    }
}
