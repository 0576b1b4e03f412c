using System.Collections.Immutable;
using System.Reflection;

namespace Infra.Cli.Templates;

/// <summary>The files of templates inside this program.</summary>
internal static class EmbeddedFiles
{
    /// <summary>The names of the resources, with <c>/</c> between folders.</summary>
    public static ImmutableArray<string> Names { get; } =
    [.. typeof(EmbeddedFiles).Assembly.GetManifestResourceNames()];

    /// <summary>The files in a folder, with paths relative to it.</summary>
    public static IEnumerable<TemplateFile> Below(string folder) =>
        from name in Names
        where name.StartsWith(folder, StringComparison.Ordinal)
        select new TemplateFile(name[folder.Length..], Read(name), IsScript(name));

    private static byte[] Read(string resource)
    {
        // The name is one that the assembly has told.
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static bool IsScript(string path) =>
        path.EndsWith($"/{Template.Shim}", StringComparison.Ordinal)
        || path.EndsWith(".sh", StringComparison.Ordinal);
}
