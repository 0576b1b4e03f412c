using System.Collections.Immutable;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>Writes closures with <c>nix-store --export</c>.</summary>
internal sealed class NixClosures(NixTools tools, IHostFiles files) : IClosures
{
    private const int Sector = 512;

    private const UnixFileMode Usual =
        UnixFileMode.UserRead
        | UnixFileMode.UserWrite
        | UnixFileMode.GroupRead
        | UnixFileMode.OtherRead;

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
        files.MakeDirectory(PathText.DirectoryOf(file), DirectoryRights.Listed);
        var unfinished = $"{file}.{Path.GetRandomFileName()}";
        try
        {
            var size = await WriteAsync(missing, unfinished, timeout, cancellationToken);
            files.Move(unfinished, file);
            return size;
        }
        catch (IOException e) when (DiskFull.In(e.Message))
        {
            throw DiskFull.Failure(
                files,
                $"The closure of '{storePath}' cannot be written",
                PathText.DirectoryOf(file),
                e.Message
            );
        }
        finally
        {
            files.Delete(unfinished);
        }
    }

    private async Task<long> WriteAsync(
        ImmutableArray<string> storePaths,
        string file,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        var invocation = new Invocation(Tool.NixStore, ["--export", .. storePaths])
        {
            Timeout = timeout,
            OutputFile = file,
        };
        var result = await tools.RunAsync(
            () =>
            {
                files.Delete(file);
                return invocation;
            },
            cancellationToken
        );
        if (result.ExitCode != 0 && DiskFull.In(result.ErrorText))
        {
            throw DiskFull.Failure(
                files,
                "The closure cannot be written",
                PathText.DirectoryOf(file),
                result.ErrorText
            );
        }

        result.OrThrow("nix-store", $"Nix cannot export {storePaths.Length} store paths");
        return FillSector(file);
    }

    /// <summary>Fills the last sector and returns the size.</summary>
    private long FillSector(string file)
    {
        var size = files.Stat(file)?.Size ?? 0;
        var padding = (Sector - (int)(size % Sector)) % Sector;
        files.Append(file, new string('\0', padding), Usual);
        return size + padding;
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
