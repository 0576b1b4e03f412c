using System.Collections.Immutable;

namespace Infra.NixHost.Provider.GetImages;

/// <summary>What is known of the images of a host.</summary>
/// <param name="Images">The images, the largest first.</param>
/// <param name="Warnings">What could not be read, and is not among the facts.</param>
/// <param name="IsComplete">Whether everything is known that may lie on an image.</param>
internal sealed record ImageFacts(
    ImmutableArray<HostImage> Images,
    ImmutableArray<string> Warnings,
    bool IsComplete
);
