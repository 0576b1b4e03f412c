using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Rules;
using Infra.NixHost.Provider.Structures;

namespace Infra.NixHost.Provider.OverlayDisk;

/// <summary>The properties of OverlayDisk.</summary>
internal static class OverlayDiskDefinition
{
    private const string OtherFile = "the disk is another file then";
    private static readonly PropertyType Text = new PropertyType.Text();
    private static readonly PropertyType Bytes = new PropertyType.Bytes();

    /// <summary>What happens when the image changes.</summary>
    public static ChoiceDefinition OnImageChange { get; } =
        new(
            "OnImageChange",
            "The reaction of an overlay to a change of its image.",
            [
                ("Keep", "keep", "The disk stays on its old base."),
                (
                    "Replace",
                    "replace",
                    "A new disk on the new image replaces the old disk, whose data is lost."
                ),
                (
                    "Flatten",
                    "flatten",
                    "The old base is copied into the disk, which then has no base. Guests run on."
                ),
            ]
        );

    /// <summary>The resource.</summary>
    public static ResourceDefinition Resource { get; } =
        new(
            "OverlayDisk",
            "A writable qcow2 disk on a read-only image. As long as the disk exists, it holds its own garbage collector root on its"
                + " base.",
            [
                HostInput.Of("the disk") with
                {
                    Effect =
                        "On another machine the disk is made anew, and its data is lost; another address of the same machine changes nothing.",
                    Reason = "a new disk is made on the other machine, and the data is lost",
                },
                new("image", Text, RequiredInputs.OverlayImage)
                {
                    IsRequired = true,
                    Effect = RequiredInputs.OnImageChangeDecides,
                },
                new(
                    "size",
                    new PropertyType.Size(),
                    "The size that the guest sees. The size is at least the image's."
                )
                {
                    Effect = "It grows in place, even while the guest runs, and never shrinks.",
                    DefaultText = "the image's",
                    Derive = OverlayDiskOutputs.Size,
                    Impact = ChangeImpact.Live,
                    Reason = "grows in place; the guest sees it at once",
                },
                new("pool", Text, "The libvirt directory pool of the disk.")
                {
                    DefaultText = "the pool of `directory`",
                    Impact = ChangeImpact.ReplaceLosingData,
                    Reason = OtherFile,
                },
                new("directory", Text, "The absolute directory of the disk on the host.")
                {
                    DefaultText = "the provider's `imageDirectory`",
                    Derive = OverlayDiskOutputs.Directory,
                    Impact = ChangeImpact.ReplaceLosingData,
                    Reason = OtherFile,
                },
                new("fileName", Text, "The name of the disk's file.")
                {
                    DefaultText = "the resource's name and a short hash",
                    Derive = OverlayDiskOutputs.FileName,
                    Impact = ChangeImpact.ReplaceLosingData,
                    Reason = OtherFile,
                },
                new(
                    "onImageChange",
                    new PropertyType.Choice(OnImageChange),
                    "The reaction to a change of the image."
                )
                {
                    Effect = "A change has no effect on a disk that is on the current image.",
                    Default = "keep",
                    Impact = ChangeImpact.None,
                },
            ],
            [
                Out("path", Text, "The absolute path of the disk's file."),
                Out(
                    "backingPath",
                    Text,
                    "The absolute path of the base image. It is empty if the disk has no base."
                ),
                Out(
                    "backingHash",
                    Text,
                    "The hash of the base's store path at the disk's creation. It is empty for a base outside the store."
                ),
                Out("virtualSize", Bytes, "The size that the guest sees."),
                Out(
                    "allocation",
                    Bytes,
                    "The space of the file on the host's disk, as of the last update or refresh."
                ),
                Out(
                    "disk",
                    new PropertyType.Structure(GuestStructures.Disk),
                    "The disk as an item of a guest's `disks`."
                ) with
                {
                    Derive = OverlayDiskOutputs.Disk,
                },
            ]
        )
        {
            Noun = "a disk",
            HoldsData = true,
            ImportId = "the absolute path of the disk's file",
        };

    private static PropertyDefinition Out(string name, PropertyType type, string description) =>
        new(name, type, description) { IsRequired = true };
}
