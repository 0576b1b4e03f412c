using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A resource somebody else registered: only good to depend on.</summary>
internal sealed class DependencyResource(string urn)
    : CustomResource(urn, new Output<string>(OutputState<string>.Unknown(false, [])));
