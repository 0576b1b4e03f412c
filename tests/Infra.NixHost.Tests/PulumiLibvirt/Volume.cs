namespace Pulumi.Libvirt;

[LibvirtResourceType("libvirt:index/volume:Volume")]
public partial class Volume : CustomResource
{
    public Volume(string name, VolumeArgs? args = null, CustomResourceOptions? options = null)
        : base(
            "libvirt:index/volume:Volume",
            name,
            args ?? new VolumeArgs(),
            LibvirtDefaults.Of(options, "")
        ) { }

    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    [Output("size")]
    public Output<int> Size { get; private set; } = null!;
}
