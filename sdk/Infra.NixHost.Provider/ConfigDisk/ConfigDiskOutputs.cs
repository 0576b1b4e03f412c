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
            ConfigDiskDefinition.Resource.Outputs.Select(o =>
                KeyValuePair.Create<string, PropertyValue>(o.Name, PropertyValue.Computed.Instance)
            )
        );
}
