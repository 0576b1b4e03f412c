namespace Infra.NixHost.Provider.Resources;

/// <summary>An object on the host that an import may take.</summary>
/// <param name="Id">The id, as an import takes it.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Owner">Whose it is; <c>null</c> for an object without a tag.</param>
internal sealed record ListedObject(string Id, string Name, OwnerTag? Owner);
