using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>One resource from its creation over a change to its end, each in a run of its own.</summary>
/// <param name="Type">Its type.</param>
/// <param name="First">Its first inputs.</param>
/// <param name="Second">Its changed inputs.</param>
internal sealed record Life(string Type, PropertyMap First, PropertyMap Second)
{
    /// <summary>The runs, in their order.</summary>
    public static readonly string[] Phases = ["create", "change", "destroy"];

    /// <summary>The inputs after a phase; <c>null</c> when it is gone.</summary>
    public PropertyMap? After(string phase) =>
        phase switch
        {
            "create" => First,
            "change" => Second,
            _ => null,
        };

    /// <summary>Runs a phase. One that was interrupted goes on, also after it had come to its end.</summary>
    public async Task RunAsync(HostStack stack, string name, string phase)
    {
        if (After(phase) is { } inputs)
        {
            await stack.UpAsync(Type, name, inputs);
        }
        else if (stack.Has(Type, name))
        {
            await stack.DestroyAsync(Type, name);
        }
    }

    /// <summary>The lives that are cut: of an image, a disk, a configuration, a network, and a guest that boots nothing.</summary>
    public static async Task<Life[]> AllAsync(RealHost real, RealBridges bridges)
    {
        real.Stack.Write("image.nix", Image);
        var named = PropertyMap.Of(("name", real.Prefix));
        var image = PropertyMap.Of(("expression", "image.nix"), ("arguments", named));
        var disk = PropertyMap.Of(("image", await real.MakeDiskAsync("base")), ("size", "32MiB"));
        var network = PropertyMap.Of(
            ("bridge", await bridges.MakeAsync()),
            ("networkName", real.Prefix),
            ("requireUplink", false)
        );
        var guest = await real.MachineAsync();
        return
        [
            new("NixImage", image, image.With("arguments", named.With("mark", "b"))),
            new("OverlayDisk", disk, disk.With("size", "48MiB")),
            new("ConfigDisk", Files("a"), Files("b")),
            new("BridgeNetwork", network, network.With("bridge", await bridges.MakeAsync())),
            new("NixGuest", guest, guest.With("memory", "48MiB")),
        ];

        static PropertyMap Files(string text) =>
            PropertyMap.Of(("files", PropertyMap.Of(("token", text))));
    }

    private const string Image = """
        { name, mark ? "a" }:
        derivation {
          inherit name mark;
          system = builtins.currentSystem;
          builder = "/bin/sh";
          PATH = "/usr/bin:/bin";
          __noChroot = true;
          args = [ "-ec" "mkdir $out; echo $mark > $out/mark; qemu-img create -q -f qcow2 $out/disk.qcow2 1M" ];
        }
        """;
}
