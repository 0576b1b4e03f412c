using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Provider.OverlayDisk;

/// <summary>The properties of OverlayDisk.</summary>
internal static class OverlayDiskDefinition
{
    private const string OtherFile = "the disk is another file then";
    private static readonly PropertyType Text = new PropertyType.Text();
    private static readonly PropertyType Number = new PropertyType.Number();

    /// <summary>What happens when the image changes.</summary>
    public static ChoiceDefinition OnImageChange { get; } =
        new(
            "OnImageChange",
            "What happens to an overlay when its image changes.",
            [
                ("Keep", "keep", "The guest keeps its disk and the disk its old base."),
                (
                    "Replace",
                    "replace",
                    "A new disk on the new image; the data of the old one is lost."
                ),
                (
                    "Flatten",
                    "flatten",
                    "The old base is copied into the disk, which then stands alone; guests run on."
                ),
            ]
        );

    /// <summary>The resource.</summary>
    public static ResourceDefinition Resource { get; } =
        new(
            "OverlayDisk",
            "A writable qcow2 disk on a read-only image. It holds a garbage collector root of its own on its base for as long as it exists.",
            [
                new(
                    "image",
                    Text,
                    "The image below: a NixImage, or the absolute path of an image file. `onImageChange` says what a change does."
                )
                {
                    IsRequired = true,
                },
                new(
                    "size",
                    new PropertyType.Size(),
                    "The size the guest sees: a number of bytes, or a text such as `20GiB` (`G` and `GiB` count by 1024, `GB` by 1000). "
                        + "At least the image's; grows in place, also while the guest runs; never shrinks. Default: the image's."
                )
                {
                    Impact = ChangeImpact.Live,
                    Reason = "grows in place; the guest sees it at once",
                },
                new(
                    "pool",
                    Text,
                    "The libvirt directory pool to put the disk in. A change replaces the disk. Default: the pool over `directory`."
                )
                {
                    Impact = ChangeImpact.ReplaceLosingData,
                    Reason = OtherFile,
                },
                new(
                    "directory",
                    Text,
                    "The absolute directory on the host to put the disk in. A change replaces the disk. Default: the provider's `imageDirectory`."
                )
                {
                    Impact = ChangeImpact.ReplaceLosingData,
                    Reason = OtherFile,
                },
                new(
                    "fileName",
                    Text,
                    "The name of the disk's file. A change replaces the disk. Default: the resource's name and a short hash."
                )
                {
                    Impact = ChangeImpact.ReplaceLosingData,
                    Reason = OtherFile,
                },
                new(
                    "onImageChange",
                    new PropertyType.Choice(OnImageChange),
                    "What happens when the image changes. Default `keep`."
                )
                {
                    Default = "keep",
                    Impact = ChangeImpact.None,
                },
            ],
            [
                Out("path", Text, "The absolute path of the disk's file."),
                Out(
                    "backingPath",
                    Text,
                    "The absolute path of the image it lies on; empty when it stands alone."
                ),
                Out(
                    "backingHash",
                    Text,
                    "The hash of the base's store path when the disk was made; empty for a base outside the store."
                ),
                Out("virtualSize", Number, "The size the guest sees, in bytes."),
                Out(
                    "allocation",
                    Number,
                    "What the file takes on the host's disk, in bytes, when last looked at."
                ),
            ]
        );

    private static PropertyDefinition Out(string name, PropertyType type, string description) =>
        new(name, type, description) { IsRequired = true };
}
