using System.Collections.Immutable;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest.Drift;

/// <summary>How a guest differs from what it was made from.</summary>
/// <param name="Inputs">The inputs as they would have made what is there.</param>
/// <param name="Lines">A line for each finding.</param>
internal sealed record DriftFindings(PropertyMap Inputs, ImmutableArray<string> Lines)
{
    /// <summary>Where the inputs keep what no other input can say; the next update writes the definition anew.</summary>
    public const string Mark = "__drift";
}
