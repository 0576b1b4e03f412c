using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Structures;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>The properties of ConfigDisk.</summary>
internal static class ConfigDiskDefinition
{
    /// <summary>Where Check keeps what it found of the content; Diff compares it.</summary>
    public const string Content = "__content";

    private const string NewGeneration = "A change makes another generation of the disk in place.";

    private static readonly PropertyType Text = new PropertyType.Text();

    /// <summary>The disk formats.</summary>
    public static ChoiceDefinition Format { get; } =
        new(
            "ConfigDiskFormat",
            "The format in which a guest sees a directory.",
            [
                ("Auto", "auto", "Fat if the content fits on it and contains no secret, else Iso."),
                (
                    "Fat",
                    "fat",
                    "A FAT16 partition of at most 500 MiB that QEMU makes from the directory when the guest starts. Names ignore "
                        + "case."
                ),
                (
                    "Iso",
                    "iso",
                    "An ISO 9660 image with Rock Ridge names, modes and links. Only root and QEMU can read its file."
                ),
            ]
        );

    /// <summary>The resource.</summary>
    public static ResourceDefinition Resource { get; } =
        new(
            "ConfigDisk",
            "A directory that a guest sees as a read-only disk and finds by the disk's serial. New content creates another "
                + "generation of the disk in place.",
            [
                HostInput.Of("the disk"),
                new(
                    "source",
                    Text,
                    "A directory that is copied into the Nix store, without the files of version control. Relative paths start "
                        + "at the program's directory. Exactly one of `source`, `hostPath` and `files` is set. Everybody on the host "
                        + "can read the store, so the directory must not contain private keys."
                )
                {
                    Effect = NewGeneration,
                    SecretLeaksInto = "the Nix store's paths",
                },
                new(
                    "hostPath",
                    Text,
                    "An absolute directory on the host, for content that must not enter the store. As `fat` it is served in "
                        + "place, and QEMU's user must be able to read it. As `iso` it is copied."
                )
                {
                    Effect = NewGeneration,
                },
                new(
                    "files",
                    new PropertyType.Map(Text),
                    "The contents of files by name, with `/` for directories. If one of them is secret, all go to an ISO image "
                        + "outside the store that only root and QEMU can read. The guest then sees them with owner root and mode 0600."
                )
                {
                    Effect = NewGeneration,
                    IsEchoed = false,
                },
                new("format", new PropertyType.Choice(Format), "The format of the disk.")
                {
                    Effect = NewGeneration,
                    Default = "auto",
                },
                new(
                    "serial",
                    Text,
                    "The serial by which the guest finds the disk: at most 20 characters of `A-Z a-z 0-9 _ . -`."
                )
                {
                    Effect = NewGeneration,
                    DefaultText = "derived from the resource's name",
                },
            ],
            [
                Out("path", "The absolute path of the disk's directory or image on the host."),
                Out(
                    "storePath",
                    "The store path of the content. It is empty for secret files and for a `hostPath`."
                ),
                Out(
                    "contentHash",
                    "A hash that changes whenever the content does. It is secret for secret files, and empty for a `hostPath` "
                        + "that is served in place."
                ),
                Out(
                    "deviceLink",
                    "The device in the guest. It is `/dev/disk/by-id/virtio-SERIAL-part1` for `fat` and "
                        + "`/dev/disk/by-id/virtio-SERIAL` for `iso`."
                ),
                new("format", new PropertyType.Choice(Format), "The chosen format: `fat` or `iso`.")
                {
                    IsRequired = true,
                },
                Out("serial", "The serial of the disk."),
                new(
                    "generation",
                    new PropertyType.Integer(),
                    "The number of the content. It starts at 1 and grows by one with every change."
                )
                {
                    IsRequired = true,
                },
                new(
                    "disk",
                    new PropertyType.Structure(GuestStructures.Disk),
                    "The disk as an item of a guest's `disks`: read-only, with its serial."
                )
                {
                    IsRequired = true,
                    Derive = ConfigDiskOutputs.Disk,
                },
            ]
        )
        {
            Noun = "a config disk",
            ImportId = "the id of another stack's config disk",
        };

    private static PropertyDefinition Out(string name, string description) =>
        new(name, Text, description) { IsRequired = true };
}
