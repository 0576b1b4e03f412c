using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Images;

/// <summary>Runs <c>genisoimage</c>, which takes 10 ms for a handful of files.</summary>
internal sealed class IsoImages(IHostShell shell, IHostFiles files, TimeSpan timeout) : IIsoImages
{
    /// <inheritdoc/>
    public async Task WriteAsync(
        string directory,
        string path,
        string label,
        CancellationToken cancellationToken
    )
    {
        var partial = path + ".part";
        try
        {
            // genisoimage keeps the mode of a file that exists already.
            files.CreatePrivate(partial);
            var result = await shell.RunAsync(
                new(Tool.GenIsoImage, [.. Arguments(directory, partial, label)])
                {
                    Timeout = timeout,
                },
                cancellationToken
            );
            if (result.ExitCode != 0 && DiskFull.In(result.ErrorText))
            {
                throw DiskFull.Failure(
                    files,
                    $"The image '{path}' cannot be written",
                    PathText.DirectoryOf(path),
                    result.ErrorText
                );
            }

            result.OrThrow("iso-failed", $"No ISO image can be made of '{directory}'");
            files.Move(partial, path);
        }
        finally
        {
            files.Delete(partial);
        }
    }

    /// <summary>-R keeps names, modes and links. -D allows any depth of directories, which every Linux reads.</summary>
    private static string[] Arguments(string directory, string path, string label) =>
        ["-quiet", "-R", "-D", "-uid", "0", "-gid", "0", "-V", label, "-o", path, directory];
}
