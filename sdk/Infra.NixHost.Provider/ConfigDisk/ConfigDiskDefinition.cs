using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>The properties of ConfigDisk.</summary>
internal static class ConfigDiskDefinition
{
    /// <summary>Where Check keeps the store path the content will have; Diff compares it.</summary>
    public const string Content = "__content";

    private static readonly PropertyType Text = new PropertyType.Text();

    /// <summary>The disk formats.</summary>
    public static ChoiceDefinition Format { get; } =
        new(
            "ConfigDiskFormat",
            "How a directory is shown to the guest.",
            [
                ("Auto", "auto", "Fat when the content is safe for it."),
                (
                    "Fat",
                    "fat",
                    "A FAT16 partition that QEMU makes of the directory when the guest starts: up to 500 MiB, names without case."
                ),
                ("Iso", "iso", "An ISO 9660 image with Rock Ridge and Joliet names."),
            ]
        );

    /// <summary>The resource.</summary>
    public static ResourceDefinition Resource { get; } =
        new(
            "ConfigDisk",
            "A directory shown to a guest as a read-only disk, found in the guest by its serial. New content is a new disk of the same name: "
                + "a guest that has it restarts to see it.",
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
                    "An absolute directory on the host that is served as it is, for what must not enter the store."
                ),
                new(
                    "files",
                    new PropertyType.Map(Text),
                    "Files by name, with `/` for directories, and their contents."
                )
                {
                    SecretLeaksInto =
                        "the Nix store, which everybody on the host can read; serving secrets from files is not there yet, "
                        + "so put them into a directory with mode 0700 and use hostPath",
                },
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
                Out("storePath", "The content's store path; empty for a `hostPath`."),
                Out(
                    "contentHash",
                    "A hash that is the same as long as the content is; empty for a `hostPath`."
                ),
                Out(
                    "deviceLink",
                    "The device in the guest, such as `/dev/disk/by-id/virtio-config-part1`."
                ),
                Out("format", "The format as chosen: `fat` or `iso`."),
                Out("serial", "The serial as chosen."),
            ]
        );

    private static PropertyDefinition Out(string name, string description) =>
        new(name, Text, description) { IsRequired = true };
}
