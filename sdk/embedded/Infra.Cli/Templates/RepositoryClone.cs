using System.Collections.Immutable;

namespace Infra.Cli.Templates;

/// <summary>
/// The clone of the repository that built this program, if it did not come as a package. A project that is made there uses the clone's
/// library and provider, so that a change of them reaches it.
/// </summary>
/// <param name="Root">The absolute path of the clone.</param>
internal sealed record RepositoryClone(string Root)
{
    private const string Mark = "sdk/Infra.NixHost/Infra.NixHost.csproj";
    private const string Folder = "clone/";

    /// <summary>The clone, or <c>null</c> when the program runs outside of one.</summary>
    public static RepositoryClone? Find()
    {
        for (
            var directory = new DirectoryInfo(AppContext.BaseDirectory);
            directory is not null;
            directory = directory.Parent
        )
        {
            if (File.Exists(Path.Combine(directory.FullName, Mark)))
            {
                return new(directory.FullName);
            }
        }

        return null;
    }

    /// <summary>Adds what leads to the clone: <c>./pulumi</c>, the projects of the library, and the provider's folder.</summary>
    public static Template Extend(Template template)
    {
        var added = EmbeddedFiles
            .Below(Folder)
            .ToImmutableDictionary(file => file.Path, StringComparer.Ordinal);
        return template with
        {
            Files =
            [
                .. template.Files.Select(file =>
                    added.TryGetValue(file.Path, out var end)
                        ? file with
                        {
                            Content = [.. file.Content, .. end.Content],
                        }
                        : file
                ),
                .. added.Values.Where(file => template.Files.All(own => own.Path != file.Path)),
            ],
        };
    }

    /// <summary>The values of the variables in these files.</summary>
    /// <param name="directory">The absolute directory of the new project.</param>
    public ImmutableDictionary<string, string> Variables(string directory)
    {
        // Relative paths let a project inside the repository move with it.
        var isInside = directory.StartsWith($"{Root}/", StringComparison.Ordinal);
        string At(string path) => isInside ? Path.GetRelativePath(directory, path) : path;
        return ImmutableDictionary<string, string>
            .Empty.Add("REPOSITORY", Root)
            .Add("CLONE", At(Root))
            .Add("PLUGINS", At(Path.Combine(Root, "artifacts/bin/Infra.NixHost.Provider/debug")));
    }
}
