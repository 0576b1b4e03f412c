using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>The outputs of config disks.</summary>
internal static class ConfigDiskOutputs
{
    /// <summary>The outputs of a disk whose content is known.</summary>
    public static PropertyMap Write(
        ConfigDiskInputs inputs,
        ConfigContent content,
        string image,
        int generation
    ) =>
        PropertyMap.Of(
            ("path", content.IsIso ? image : inputs.HostPath ?? content.StorePath),
            ("storePath", content.StorePath),
            ("contentHash", content.Hash),
            (
                "deviceLink",
                $"/dev/disk/by-id/virtio-{inputs.Serial}{(content.IsIso ? "" : "-part1")}"
            ),
            ("format", content.Format),
            ("serial", inputs.Serial),
            ("generation", generation)
        );

    /// <summary>The outputs of a disk whose content is not known yet.</summary>
    public static PropertyMap Unknown() =>
        PropertyMap.Create(
            ConfigDiskDefinition
                .Resource.Outputs.Where(o => o.Derive is null)
                .Select(o =>
                    KeyValuePair.Create<string, PropertyValue>(
                        o.Name,
                        PropertyValue.Computed.Instance
                    )
                )
        );

    /// <summary>What the disk is to a guest.</summary>
    public static PropertyValue Disk(PropertyMap outputs)
    {
        PropertyValue unknown = PropertyValue.Computed.Instance;
        return PropertyMap.Of(
            ("path", outputs.Get("path") ?? unknown),
            (
                "kind",
                new InputReader(outputs).Text("format") is { } format
                    ? format == "iso"
                        ? "file"
                        : "directory"
                    : unknown
            ),
            ("format", "raw"),
            ("readOnly", true),
            ("serial", outputs.Get("serial") ?? unknown)
        );
    }
}
