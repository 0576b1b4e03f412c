using System.Text.Json;
using System.Text.RegularExpressions;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>
/// Copies directories of this machine into its store, content-addressed. It leaves out, at every level: <c>.git</c>, <c>.hg</c>, <c>.svn</c>, <c>.direnv</c>,
/// <c>.pulumi</c>, <c>node_modules</c>, <c>.DS_Store</c>; symbolic links named <c>result</c> or <c>result-*</c> (what nix-build leaves);
/// and editors' files: <c>*~</c>, <c>.*.swp</c>, <c>.*.swo</c>, <c>.#*</c>, <c>#*#</c>.
/// </summary>
internal sealed partial class DirectoryCopy(NixTools tools)
{
    private const string Expression = """
        { path, name }:
        builtins.path {
          inherit name;
          path = /. + path;
          filter = file: type:
            let
              base = baseNameOf file;
              matches = pattern: builtins.match pattern base != null;
            in
            !(builtins.elem base [ ".git" ".hg" ".svn" ".direnv" ".pulumi" "node_modules" ".DS_Store" ])
            && !(type == "symlink" && matches "result(-.*)?")
            && !(type == "regular" && (matches ".*~" || matches "\\..*\\.sw[op]" || matches "#.*#"))
            && !(matches "\\.#.*");
        }
        """;

    /// <summary>Returns the store path of the copy. Without <paramref name="write"/> it is only computed.</summary>
    /// <exception cref="HostException">There is no such directory, or a store cannot hold its content.</exception>
    public async Task<string> CopyAsync(
        string directory,
        string name,
        bool write,
        CancellationToken cancellationToken
    )
    {
        var path = Locate(directory);
        string[] mode = write ? ["--read-write-mode"] : [];
        var (result, errors) = await tools.EvaluateAsync(
            Tool.NixInstantiate,
            [
                "--eval",
                "--strict",
                "--json",
                .. mode,
                "--expr",
                Expression,
                "--argstr",
                "path",
                path,
                "--argstr",
                "name",
                StoreName(name),
            ],
            cancellationToken
        );
        if (result.ExitCode == 0)
        {
            return JsonSerializer.Deserialize<string>(result.Output)
                ?? throw new JsonException("Nix printed no store path.");
        }

        var reason = EvaluationErrors.Trim(errors);
        throw DiskFull.In(reason)
            ? DiskFull.Failure(
                new LocalFiles(),
                $"The directory '{directory}' cannot be copied into the store",
                tools.StoreDirectory,
                reason
            )
            : new HostException(
                "path-unreadable",
                $"Nix cannot read the directory '{directory}':\n{reason}"
            );
    }

    /// <summary>Nix would copy a link as a link, so the directory is resolved first.</summary>
    private static string Locate(string directory)
    {
        if (File.Exists(directory))
        {
            throw new HostException(
                "path-missing",
                $"'{directory}' is a file, but a directory is needed. Name its directory."
            );
        }

        if (!Directory.Exists(directory))
        {
            throw new HostException(
                "path-missing",
                $"The directory '{directory}' does not exist. Correct the path, or create it."
            );
        }

        return Path.GetFullPath(
            Directory.ResolveLinkTarget(directory, returnFinalTarget: true)?.FullName ?? directory
        );
    }

    /// <summary>The store limits names to a small alphabet without a leading dot, and their length.</summary>
    private static string StoreName(string name)
    {
        var clean = Illegal().Replace(name, "-").TrimStart('.');
        return clean.Length == 0 ? "directory" : clean[..Math.Min(clean.Length, 200)];
    }

    [GeneratedRegex("[^A-Za-z0-9+._?=-]", RegexOptions.CultureInvariant)]
    private static partial Regex Illegal();
}
