using System.Text;
using System.Text.RegularExpressions;
using Infra.Engine.Files;
using Infra.Protocol;

namespace Infra.Engine.Backend;

/// <summary><c>meta.yaml</c>, which says how the files of a backend are laid out.</summary>
internal static partial class BackendMeta
{
    private const int Version = 1;

    /// <summary>Creates the file in an empty backend and refuses layouts of other versions.</summary>
    public static void Require(StackFiles files)
    {
        if (RegularFile.ReadText(files.Meta) is { } text)
        {
            var version = VersionLine().Match(text) is { Success: true } match
                ? match.Groups["version"].Value
                : "0";
            if (version != "1")
            {
                throw new InfraException(
                    $"{files.Meta} says that the states are laid out by version {version}; this engine knows version {Version}. Bring them up to date with the Pulumi CLI (pulumi state upgrade), or use the newer engine that made them."
                );
            }

            return;
        }

        if (
            Directory.Exists(files.StacksDirectory)
            && Directory.EnumerateFiles(files.StacksDirectory, "*.json*").Any()
        )
        {
            throw new InfraException(
                $"The stacks in {files.StacksDirectory} are laid out the old way, not by project. Bring them up to date with the Pulumi CLI (pulumi state upgrade)."
            );
        }

        new DurableFiles().Replace(files.Meta, Encoding.UTF8.GetBytes($"version: {Version}\n"));
    }

    [GeneratedRegex(
        @"^version:\s*(?<version>\d+)\s*$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex VersionLine();
}
