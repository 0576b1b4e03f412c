using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Repository.Tests.Packages;

/// <summary>Finds in assemblies and their symbols where the machine that built them keeps its files.</summary>
internal static class MachinePaths
{
    /// <summary>Deterministic builds give a source file the path that it has below these roots.</summary>
    private const string Mapped = "/_";

    /// <summary>Returns what the file tells of a machine, one line for each finding.</summary>
    public static IEnumerable<string> In(string file, params string[] places) =>
        Written(file, places).Concat(Documents(file).Where(d => !IsMapped(d)));

    /// <summary>The source files that a portable PDB names. It writes each path in pieces, so that no search for text finds them.</summary>
    public static IEnumerable<string> Documents(string file)
    {
        if (!file.EndsWith(".pdb", StringComparison.Ordinal))
        {
            return [];
        }

        using var stream = File.OpenRead(file);
        using var provider = MetadataReaderProvider.FromPortablePdbStream(stream);
        var reader = provider.GetMetadataReader();
        return [.. reader.Documents.Select(d => reader.GetString(reader.GetDocument(d).Name))];
    }

    /// <summary>The path of its PDB that an assembly names.</summary>
    public static IEnumerable<string> SymbolPaths(string assembly)
    {
        using var stream = File.OpenRead(assembly);
        using var reader = new PEReader(stream);
        return
        [
            .. reader
                .ReadDebugDirectory()
                .Where(e => e.Type == DebugDirectoryEntryType.CodeView)
                .Select(e => reader.ReadCodeViewDebugDirectoryData(e).Path),
        ];
    }

    private static bool IsMapped(string path) => path.StartsWith(Mapped, StringComparison.Ordinal);

    private static IEnumerable<string> Written(string file, string[] places)
    {
        var content = File.ReadAllBytes(file);
        return from place in places
            from encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode]
            where content.AsSpan().IndexOf(encoding.GetBytes(place)) >= 0
            select place;
    }
}
