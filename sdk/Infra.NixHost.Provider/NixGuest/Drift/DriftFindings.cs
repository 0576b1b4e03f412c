using System.Collections.Immutable;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest.Drift;

/// <summary>The differences between a guest and its inputs.</summary>
/// <param name="Inputs">The inputs that would make what exists.</param>
/// <param name="Lines">A line for each finding.</param>
internal sealed record DriftFindings(PropertyMap Inputs, ImmutableArray<string> Lines)
{
    /// <summary>The input that keeps findings no other input can express; the next update then rewrites the definition.</summary>
    public const string Mark = "__drift";
}
