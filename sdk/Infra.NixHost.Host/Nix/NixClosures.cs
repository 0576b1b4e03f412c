using System.Collections.Immutable;
using Infra.NixHost.Host.Processes;

namespace Infra.NixHost.Host.Nix;

/// <summary>Writes closures with <c>nix-store --export</c>.</summary>
internal sealed class NixClosures(NixTools tools) : IClosures
{
    private const int Sector = 512;

    /// <inheritdoc/>
    public async Task<long> ExportAsync(
        string storePath,
        string? basePath,
        string file,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        var wanted =
            await RequisitesAsync(storePath, cancellationToken)
            ?? throw new HostException(
                "path-invalid",
                $"The store does not hold '{storePath}', so it cannot be sent to a guest. Run refresh, then up."
            );
        var present = basePath is null ? null : await RequisitesAsync(basePath, cancellationToken);
        var missing = wanted.Except(present ?? [], StringComparer.Ordinal).ToImmutableArray();
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? "/");
        var unfinished = $"{file}.{Path.GetRandomFileName()}";
        try
        {
            var size = await WriteAsync(missing, unfinished, timeout, cancellationToken);
            File.Move(unfinished, file, overwrite: true);
            return size;
        }
        catch (IOException e) when (DiskFull.In(e.Message))
        {
            throw DiskFull.Failure(
                $"The closure of '{storePath}' cannot be written",
                Path.GetDirectoryName(file) ?? "/",
                e.Message
            );
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private async Task<long> WriteAsync(
        ImmutableArray<string> storePaths,
        string file,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        await using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
        var invocation = new Invocation(Tool.NixStore, ["--export", .. storePaths])
        {
            Timeout = timeout,
            Output = stream,
        };
        var result = await tools.RunAsync(invocation, cancellationToken);
        if (result.ExitCode != 0 && DiskFull.In(result.ErrorText))
        {
            throw DiskFull.Failure(
                "The closure cannot be written",
                Path.GetDirectoryName(file) ?? "/",
                result.ErrorText
            );
        }

        result.OrThrow("nix-store", $"Nix cannot export {storePaths.Length} store paths");
        stream.SetLength((stream.Position + Sector - 1) / Sector * Sector);
        stream.Flush(flushToDisk: true);
        return stream.Length;
    }

    /// <summary>The closure of a path, or <c>null</c> when the store does not hold the path.</summary>
    private async Task<ImmutableArray<string>?> RequisitesAsync(
        string storePath,
        CancellationToken cancellationToken
    )
    {
        if (!await tools.IsValidAsync(storePath, cancellationToken))
        {
            return null;
        }

        var requisites = await tools.StoreAsync(
            ["--query", "--requisites", storePath],
            cancellationToken
        );
        return
        [
            .. requisites
                .OrThrow("path-invalid", $"Nix does not know the closure of '{storePath}'")
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        ];
    }
}
