namespace Infra.NixHost.Provider.Resources;

/// <summary>All owner tags of a host, as they were at one moment.</summary>
/// <param name="tags">The tags by the files of their records.</param>
/// <param name="fileOf">The file of an object's record.</param>
/// <param name="unreadable">How many records cannot be read.</param>
internal sealed class AllOwners(
    IReadOnlyDictionary<string, OwnerTag> tags,
    Func<string, string> fileOf,
    int unreadable
)
{
    /// <summary>How many records cannot be read.</summary>
    public int Unreadable => unreadable;

    /// <summary>The tags of creates that no state has confirmed.</summary>
    public IEnumerable<OwnerTag> Pending => tags.Values.Where(t => t.Run is not null);

    /// <summary>The tag of an object; <c>null</c> when it has none.</summary>
    public OwnerTag? Find(string name) => tags.GetValueOrDefault(fileOf(name));
}
