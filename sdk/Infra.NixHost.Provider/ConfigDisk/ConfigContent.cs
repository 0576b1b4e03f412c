using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>The content of a disk as Check found it; stored in the checked inputs for Diff and the operations.</summary>
/// <param name="Format">The format as chosen: <c>fat</c> or <c>iso</c>.</param>
/// <param name="StorePath">The store path of the content; empty when it stays outside the store.</param>
/// <param name="Digest">A digest of the content; empty when the content is not compared.</param>
/// <param name="IsSecret">Whether the digest covers secrets, because a short secret can be guessed from it.</param>
internal sealed record ConfigContent(string Format, string StorePath, string Digest, bool IsSecret)
{
    /// <summary>Whether the disk is an ISO image that the provider writes.</summary>
    public bool IsIso => Format == "iso";

    /// <summary>The digest as stored in the state.</summary>
    public PropertyValue Hash => IsSecret ? new PropertyValue.Secret(Digest) : Digest;

    /// <summary>Describes content that was copied into the store.</summary>
    public static ConfigContent InStore(string format, string storePath) =>
        // Nix derives the digest in a store path from the content and the name.
        new(format, storePath, Path.GetFileName(storePath).Split('-', 2)[0], IsSecret: false);

    /// <summary>Reads the content from checked inputs; <c>null</c> when it is not known.</summary>
    public static ConfigContent? Read(PropertyMap inputs) =>
        new InputReader(inputs).Structure(ConfigDiskDefinition.Content) is { } found
        && found.Text("format") is { } format
            ? new(
                format,
                found.Text("storePath") ?? "",
                found.Text("digest") ?? "",
                found.Flag("secret") ?? false
            )
            : null;

    /// <summary>Encodes the content as a property value.</summary>
    public PropertyValue Write() =>
        PropertyMap.Of(
            ("format", Format),
            ("storePath", StorePath),
            ("digest", Hash),
            ("secret", IsSecret)
        );
}
