using Pulumi;

namespace Infra.NixHost;

/// <summary>The configuration of a <see cref="Provider"/>.</summary>
public sealed class ProviderArgs : ResourceArgs
{
    /// <summary>The libvirt connection URI of this machine; another machine is refused. Default <c>qemu:///system</c>.</summary>
    [Input("libvirtUri")]
    public Input<string>? LibvirtUri { get; set; }

    /// <summary>The directory on the host for what belongs to no store and no pool, such as console logs. Default <c>/var/lib/nixhost</c>.</summary>
    [Input("stateDirectory")]
    public Input<string>? StateDirectory { get; set; }

    /// <summary>The directory of the garbage collector roots. Default <c>gcroots/nixhost</c> in Nix's state directory.</summary>
    [Input("gcRootDirectory")]
    public Input<string>? GcRootDirectory { get; set; }

    /// <summary>The directory of overlays that name neither pool nor directory. Default <c>/var/lib/libvirt/images</c>.</summary>
    [Input("imageDirectory")]
    public Input<string>? ImageDirectory { get; set; }

    /// <summary>The time limit of one evaluation by Nix, in seconds or as a string such as <c>15m</c>. Default 10 minutes.</summary>
    [Input("evaluationTimeout")]
    public Input<string>? EvaluationTimeout { get; set; }

    /// <summary>The time limit of any other command or libvirt call, in seconds or as a string such as <c>90s</c>. Default 2 minutes.</summary>
    [Input("commandTimeout")]
    public Input<string>? CommandTimeout { get; set; }
}
