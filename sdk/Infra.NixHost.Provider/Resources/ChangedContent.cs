using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Infra.NixHost.Provider.Resources;

/// <summary>
/// The files that change on the config disks of this run. A guest's preview names them, because the path of a disk tells nobody anything.
/// </summary>
internal sealed class ChangedContent
{
    private const int MostNames = 3;

    private readonly ConcurrentDictionary<string, ImmutableArray<string>> _names = new(
        StringComparer.Ordinal
    );

    /// <summary>Records the files that change on a disk.</summary>
    /// <param name="path">The path that guests have had so far.</param>
    /// <param name="names">The names of the files.</param>
    public void Add(string path, ImmutableArray<string> names) => _names[path] = names;

    /// <summary>The names of a disk's files that change, or <c>null</c> when the path is not that of a changed config disk.</summary>
    public string? NamesOf(string path) =>
        !_names.TryGetValue(path, out var names) ? null
        : names.Length <= MostNames ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(MostNames))} and {names.Length - MostNames} more";
}
