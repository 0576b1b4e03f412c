using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi.Testing;

namespace Infra.NixHost.Tests;

/// <summary>Replaces the provider. It records the inputs of each resource and returns plausible outputs.</summary>
internal sealed class ProviderMocks : IMocks
{
    /// <summary>The inputs by resource name.</summary>
    public ConcurrentDictionary<string, ImmutableDictionary<string, object>> Inputs { get; } =
        new(StringComparer.Ordinal);

    /// <summary>The types by resource name.</summary>
    public ConcurrentDictionary<string, string> Types { get; } = new(StringComparer.Ordinal);

    /// <summary>The content hashes of config disks by resource name.</summary>
    public Dictionary<string, string> ContentHashes { get; } = new(StringComparer.Ordinal);

    /// <summary>The store path of every system.</summary>
    public string System { get; set; } = "/nix/store/s-nixos-system-web";

    /// <summary>The size of every image.</summary>
    public object VirtualSize { get; set; } = 2147483648.0;

    /// <summary>The connection of every host.</summary>
    public Dictionary<string, object> Connection { get; set; } = [];

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        Inputs[args.Name!] = args.Inputs;
        Types[args.Name!] = args.Type!;
        Dictionary<string, object> outputs = args.Type switch
        {
            "nixhost:index:NixImage" => new()
            {
                ["imagePath"] = "/nix/store/x-image/nixos.qcow2",
                ["virtualSize"] = VirtualSize,
            },
            "nixhost:index:OverlayDisk" => new() { ["path"] = "/images/os.qcow2" },
            "nixhost:index:ConfigDisk" => new()
            {
                ["path"] = "/nix/store/y-config",
                ["format"] = "fat",
                ["serial"] = args.Inputs.GetValueOrDefault("serial", "config"),
                ["contentHash"] = ContentHashes.GetValueOrDefault(args.Name!, "y"),
            },
            "nixhost:index:NixSystem" => new()
            {
                ["storePath"] = System,
                ["closurePath"] = "/var/lib/nixhost/closures/z.closure",
            },
            "nixhost:index:NixGuest" => new()
            {
                ["ipAddresses"] = ImmutableArray.Create("192.168.1.12"),
                ["address"] = "192.168.1.12",
                ["configuredSystem"] = System,
                ["configHash"] = args.Inputs.GetValueOrDefault("expectedConfigHash", ""),
                ["sshHostKey"] = "ssh-ed25519 AAAA",
            },
            "nixhost:index:Host" => new() { ["connection"] = Connection },
            "nixhost:index:BridgeNetwork" => new() { ["networkName"] = "lan" },
            _ => [],
        };
        return Task.FromResult<(string?, object)>(($"{args.Name}-id", outputs));
    }

    public Task<object> CallAsync(MockCallArgs args) => Task.FromResult<object>(args.Args);
}
