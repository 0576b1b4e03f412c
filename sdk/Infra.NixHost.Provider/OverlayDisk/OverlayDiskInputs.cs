using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.OverlayDisk;

/// <summary>The checked inputs of an OverlayDisk.</summary>
/// <param name="Image">The image below; <c>null</c> while it is not known.</param>
/// <param name="Size">The wanted size in bytes.</param>
/// <param name="Pool">The pool.</param>
/// <param name="Directory">The directory.</param>
/// <param name="FileName">The file's name, if the user chose one.</param>
/// <param name="OnImageChange">What happens when the image changes.</param>
internal sealed record OverlayDiskInputs(
    string? Image,
    long? Size,
    string? Pool,
    string? Directory,
    string? FileName,
    string OnImageChange
)
{
    /// <summary>Whether a change of the image replaces the disk.</summary>
    public bool ReplacesOnImageChange => OnImageChange == "replace";

    /// <summary>Reads them.</summary>
    public static OverlayDiskInputs Read(PropertyMap inputs)
    {
        var reader = new InputReader(inputs, OverlayDiskDefinition.Resource.Defaults);
        return new(
            reader.Text("image"),
            reader.Size("size"),
            reader.Text("pool"),
            reader.Text("directory"),
            reader.Text("fileName"),
            reader.TextOrDefault("onImageChange")
        );
    }
}
