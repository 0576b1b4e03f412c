using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>What Check found of a disk's content. It is kept among the checked inputs, so that Diff and the operations go by the same.</summary>
/// <param name="Format">The format as chosen: <c>fat</c> or <c>iso</c>.</param>
/// <param name="StorePath">The store path of the content; empty when it stays outside the store.</param>
/// <param name="Digest">The same as long as the content is; empty when nobody looks at it.</param>
/// <param name="IsSecret">Whether the digest tells something of a secret: a short one can be guessed from it.</param>
internal sealed record ConfigContent(string Format, string StorePath, string Digest, bool IsSecret)
{
    /// <summary>Whether the disk is an image file of ours.</summary>
    public bool IsIso => Format == "iso";

    /// <summary>The digest for the state.</summary>
    public PropertyValue Hash => IsSecret ? new PropertyValue.Secret(Digest) : Digest;

    /// <summary>Content that was copied into the store.</summary>
    public static ConfigContent InStore(string format, string storePath) =>
        // Nix derives the digest in a store path from the content and the name.
        new(format, storePath, Path.GetFileName(storePath).Split('-', 2)[0], IsSecret: false);

    /// <summary>The content in checked inputs, or <c>null</c> when it is not known.</summary>
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

    /// <summary>The property value to keep.</summary>
    public PropertyValue Write() =>
        PropertyMap.Of(
            ("format", Format),
            ("storePath", StorePath),
            ("digest", Hash),
            ("secret", IsSecret)
        );
}
