using System.Collections.Immutable;
using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>A resource to compare with its new inputs.</summary>
/// <param name="Identity">The resource.</param>
/// <param name="Id">Its id.</param>
/// <param name="OldInputs">The checked inputs of the last deployment.</param>
/// <param name="OldOutputs">Its outputs.</param>
/// <param name="News">The checked inputs now.</param>
/// <param name="Changes">The differences between the inputs, with the impact from the definitions.</param>
internal sealed record DiffCall(
    ResourceIdentity Identity,
    string Id,
    PropertyMap OldInputs,
    PropertyMap OldOutputs,
    PropertyMap News,
    ImmutableArray<PropertyChange> Changes
);
