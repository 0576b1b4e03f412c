namespace Infra.NixHost.Provider.Resources;

/// <summary>An object on the host that a resource's id names.</summary>
/// <param name="Name">What it is, for messages, e.g. <c>the domain 'web'</c>.</param>
/// <param name="Tag">Whose it is; <c>null</c> for an object without a tag.</param>
/// <param name="ForeignCode">The error code for an object without a tag.</param>
internal sealed record OwnedObject(string Name, OwnerTag? Tag, string ForeignCode)
{
    /// <summary>Whether an import may own the object without a tag, until the next write adds one.</summary>
    public bool IsImportable { get; init; }

    /// <summary>Whether the tag comes from the object's name, because its record is gone or an old version wrote none.</summary>
    public bool IsInferred { get; init; }
}
