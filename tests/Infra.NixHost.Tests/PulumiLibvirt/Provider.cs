namespace Pulumi.Libvirt;

[LibvirtResourceType("pulumi:providers:libvirt")]
public partial class Provider : ProviderResource
{
    public Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
        : base("libvirt", name, args ?? new ProviderArgs(), LibvirtDefaults.Of(options, "")) { }

    [Output("uri")]
    public Output<string?> Uri { get; private set; } = null!;
}
