using Pulumi;

namespace Infra.NixHost;

/// <example>
/// <code>
/// var image = new NixImage("image", new() { Configuration = "guest.nix" });
/// </code>
/// </example>
public sealed partial class NixImage
{
    /// <summary>Converts the image to its <see cref="ImagePath"/>.</summary>
    public static implicit operator Input<string>(NixImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return image.ImagePath;
    }
}
