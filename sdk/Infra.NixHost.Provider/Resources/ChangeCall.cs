using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>A resource to create or update.</summary>
/// <param name="Identity">The resource.</param>
/// <param name="News">The checked inputs.</param>
/// <param name="IsPreview">Whether only predicted outputs are wanted; nothing may be written then.</param>
internal sealed record ChangeCall(ResourceIdentity Identity, PropertyMap News, bool IsPreview)
{
    /// <summary>The tag to write on the object; its token is empty in a preview of a create.</summary>
    public OwnerTag Owner { get; init; } = new("", Identity.Urn.Value, "", "");

    /// <summary>The id of the resource to update; empty for a create.</summary>
    public string Id { get; init; } = "";

    /// <summary>The checked inputs of the last deployment; empty for a create.</summary>
    public PropertyMap OldInputs { get; init; } = PropertyMap.Empty;

    /// <summary>The outputs of the last deployment; empty for a create.</summary>
    public PropertyMap OldOutputs { get; init; } = PropertyMap.Empty;
}
