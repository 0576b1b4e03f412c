using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi.Testing;

namespace Guests.Tests;

/// <summary>Replaces the host. It records the inputs of each resource and returns outputs like the provider's.</summary>
internal sealed class HostMocks : IMocks
{
    public ConcurrentDictionary<string, ImmutableDictionary<string, object>> Inputs { get; } =
        new();

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        Inputs[args.Name!] = args.Inputs;
        Dictionary<string, object> outputs = args.Type switch
        {
            "nixhost:index:NixImage" => new() { ["imagePath"] = "/nix/store/x/guest.qcow2" },
            "nixhost:index:OverlayDisk" => new() { ["path"] = $"/images/{args.Name}.qcow2" },
            "nixhost:index:BridgeNetwork" => new() { ["networkName"] = args.Name! },
            "nixhost:index:NixGuest" => new() { ["macAddresses"] = new[] { "52:54:00:00:00:01" } },
            _ => [],
        };
        return Task.FromResult<(string?, object)>(($"{args.Name}-id", outputs));
    }

    public Task<object> CallAsync(MockCallArgs args) => Task.FromResult<object>(args.Args);
}
