namespace Pulumi;

/// <summary>A resource that is already registered and serves as a dependency only.</summary>
internal sealed class DependencyResource(string urn)
    : CustomResource(urn, new Output<string>(OutputState<string>.Unknown(false, [])));
