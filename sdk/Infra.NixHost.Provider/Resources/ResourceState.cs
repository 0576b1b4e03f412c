using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>A resource as it is.</summary>
/// <param name="Id">Its id; empty only in a preview that cannot know it.</param>
/// <param name="Inputs">The inputs it corresponds to.</param>
/// <param name="Outputs">Its outputs.</param>
internal sealed record ResourceState(string Id, PropertyMap Inputs, PropertyMap Outputs);
