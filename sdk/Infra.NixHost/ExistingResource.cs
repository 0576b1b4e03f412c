using Pulumi;

namespace Infra.NixHost;

/// <summary>The options that make a resource one that is read, not made.</summary>
internal static class ExistingResource
{
    /// <summary>The options with the id of what exists.</summary>
    public static CustomResourceOptions Of(Input<string> id, CustomResourceOptions? options) =>
        CustomResourceOptions.Merge(options, new() { Id = id });
}
