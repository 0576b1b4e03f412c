using System.Globalization;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Functions;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.GetImages;

/// <summary>Reports the images of a host.</summary>
internal sealed class GetImagesFunction(ProviderSession session) : IFunction
{
    /// <inheritdoc/>
    public FunctionDefinition Definition => GetImagesDefinition.Function;

    /// <inheritdoc/>
    public async Task<PropertyMap> InvokeAsync(
        PropertyMap inputs,
        CancellationToken cancellationToken
    ) => Tell(await new ImageFactsReader(session).ReadAsync(cancellationToken));

    /// <summary>The facts as the function gives them.</summary>
    public static PropertyMap Tell(ImageFacts facts) =>
        PropertyMap.Of(
            ("images", PropertyValue.List(facts.Images.Select(Tell))),
            ("warnings", Texts(facts.Warnings))
        );

    private static PropertyValue Tell(HostImage image) =>
        PropertyMap.Of(
            ("storePath", image.StorePath),
            ("size", image.Size ?? 0),
            ("stacks", Texts(image.Stacks)),
            ("disks", Texts(image.Disks.Select(d => d.Path))),
            ("guests", Texts(image.Guests)),
            ("gcRoots", Texts(image.Roots.Select(r => r.Path))),
            (
                "rootedAt",
                image.Made.UtcDateTime.ToString(
                    "yyyy-MM-dd'T'HH:mm:ss'Z'",
                    CultureInfo.InvariantCulture
                )
            ),
            ("unused", !image.IsUsed)
        );

    private static PropertyValue Texts(IEnumerable<string> texts) =>
        PropertyValue.List(texts.Select(t => (PropertyValue)t));
}
