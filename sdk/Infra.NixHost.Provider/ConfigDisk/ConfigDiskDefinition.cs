using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>The properties of ConfigDisk.</summary>
internal static class ConfigDiskDefinition
{
    /// <summary>Where Check keeps what it found of the content; Diff compares it.</summary>
    public const string Content = "__content";

    private static readonly PropertyType Text = new PropertyType.Text();

    /// <summary>The disk formats.</summary>
    public static ChoiceDefinition Format { get; } =
        new(
            "ConfigDiskFormat",
            "How a directory is shown to the guest.",
            [
                ("Auto", "auto", "Fat when the content is safe for it and no secret, else Iso."),
                (
                    "Fat",
                    "fat",
                    "A FAT16 partition that QEMU makes of the directory when the guest starts: up to 500 MiB, names without case."
                ),
                (
                    "Iso",
                    "iso",
                    "An ISO 9660 image with Rock Ridge names, modes and links, in a file that only root and QEMU can read."
                ),
            ]
        );

    /// <summary>The resource.</summary>
    public static ResourceDefinition Resource { get; } =
        new(
            "ConfigDisk",
            "A directory shown to a guest as a read-only disk, found in the guest by its serial. New content makes another generation of the disk in place.",
            [
                new(
                    "source",
                    Text,
                    "A directory, copied into the Nix store; version control and the like left out. Relative paths start at the program's directory. "
                        + "Exactly one of `source`, `hostPath` and `files` is given. The store is readable by everybody on the host: no private keys."
                )
                {
                    SecretLeaksInto = "the Nix store's paths",
                },
                new(
                    "hostPath",
                    Text,
                    "An absolute directory on the host, for what must not enter the store. As `fat` it is served as it is and QEMU's user has to be able to read it, as `iso` copied."
                ),
                new(
                    "files",
                    new PropertyType.Map(Text),
                    "Files by name, with `/` for directories, and their contents. When one of them is a secret, all go to an ISO image outside "
                        + "the store that only root and QEMU can read; the guest sees them as root's, mode 0600."
                ),
                new(
                    "format",
                    new PropertyType.Choice(Format),
                    "How the directory is shown. Default `auto`."
                )
                {
                    Default = "auto",
                },
                new(
                    "serial",
                    Text,
                    "The disk's serial, by which the guest finds it: at most 20 characters of `A-Z a-z 0-9 _ . -`. Default: from the resource's name."
                ),
            ],
            [
                Out("path", "The absolute path on the host that the guest's disk is made of."),
                Out(
                    "storePath",
                    "The content's store path; empty for secret files and for a `hostPath`."
                ),
                Out(
                    "contentHash",
                    "A hash that is the same as long as the content is; a secret for secret files; empty for a `hostPath` served as it is."
                ),
                Out(
                    "deviceLink",
                    "The device in the guest: `/dev/disk/by-id/virtio-SERIAL-part1` for `fat`, `/dev/disk/by-id/virtio-SERIAL` for `iso`."
                ),
                Out("format", "The format as chosen: `fat` or `iso`."),
                Out("serial", "The serial as chosen."),
                new(
                    "generation",
                    new PropertyType.Integer(),
                    "The number of the content: 1 at first, one more with every change."
                )
                {
                    IsRequired = true,
                },
            ]
        );

    private static PropertyDefinition Out(string name, string description) =>
        new(name, Text, description) { IsRequired = true };
}
