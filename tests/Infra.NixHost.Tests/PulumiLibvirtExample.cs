using System.Collections.Immutable;
using Pulumi;
using Pulumi.Libvirt;
using Pulumi.Testing;
using PulumiLibvirt;

namespace Infra.NixHost.Tests;

/// <summary>
/// The stack of examples/pulumi-libvirt, over classes of the form that Pulumi's generator gives an SDK. They compile against the stand-in and against
/// the package alike, so the stand-in has what such an SDK uses.
/// </summary>
internal sealed class PulumiLibvirtExample
{
    private readonly LibvirtMocks _mocks = new(new ProviderMocks());

    [Test]
    public async Task The_guest_is_on_the_other_providers_network_and_has_its_volume()
    {
        await Deployment.TestAsync(_mocks, new() { IsPreview = false }, GuestOnLibvirt.Create);

        var guest = _mocks.Ours.Inputs["web"];
        Assert.That(Item(guest["disks"], 1)["path"], Is.EqualTo("/volumes/data.qcow2"));
        Assert.That(Item(guest["networks"], 0)["network"], Is.EqualTo("nat"));
        Assert.That(
            (_mocks.Ours.Types["nat"], _mocks.Ours.Types["data"]),
            Is.EqualTo(("libvirt:index/network:Network", "libvirt:index/volume:Volume"))
        );
        Assert.That(
            (ImmutableArray<object>)_mocks.Ours.Inputs["nat"]["addresses"],
            Is.EqualTo(["10.79.0.0/24"])
        );
    }

    [Test]
    public async Task Providers_lookups_functions_and_nested_types_of_a_generated_sdk_work()
    {
        var seen = new List<string?>();
        await Deployment.TestAsync(
            _mocks,
            new() { IsPreview = false },
            async () =>
            {
                var provider = new Pulumi.Libvirt.Provider(
                    "here",
                    new() { Uri = "qemu:///system" }
                );
                var network = new Network(
                    "dns",
                    new()
                    {
                        Mtu = 1500,
                        Dns = new NetworkDnsArgs { Enabled = true },
                    },
                    new() { Provider = provider, Version = "0.5.3" }
                );
                var known = Network.Get("known", "some-id");
                var devices = await GetNodeDevices.InvokeAsync(new() { Capability = "pci" });
                seen.Add(devices.Capability);
                seen.Add(
                    await OutputOf(
                        GetNodeDevices
                            .Invoke(
                                new() { Capability = "usb" },
                                new InvokeOutputOptions { DependsOn = { network } }
                            )
                            .Apply(found => found.Devices.Single())
                    )
                );
                seen.Add(await OutputOf(known.Id));
            }
        );

        Assert.That(seen, Is.EqualTo(["pci", "usb-1", "some-id"]));
        Assert.That(_mocks.Ours.Inputs["here"]["uri"], Is.EqualTo("qemu:///system"));
        Assert.That(
            (ImmutableDictionary<string, object>)_mocks.Ours.Inputs["dns"]["dns"],
            Contains.Key("enabled").WithValue(true)
        );
    }

    private static ImmutableDictionary<string, object> Item(object list, int index) =>
        (ImmutableDictionary<string, object>)((ImmutableArray<object>)list)[index];

    private static Task<T> OutputOf<T>(Output<T> output)
    {
        var value = new TaskCompletionSource<T>();
        output.Apply(found =>
        {
            value.SetResult(found);
            return found;
        });
        return value.Task;
    }

    /// <summary>What the other provider answers, beside ours.</summary>
    private sealed class LibvirtMocks(ProviderMocks ours) : IMocks
    {
        public ProviderMocks Ours { get; } = ours;

        public async Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
        {
            var answer = await Ours.NewResourceAsync(args);
            return args.Type?.StartsWith("libvirt:", StringComparison.Ordinal) != true
                ? answer
                : (
                    args.Id is { Length: > 0 } known ? known : $"/volumes/{args.Name}.qcow2",
                    args.Inputs.SetItem("name", args.Name!)
                );
        }

        public Task<object> CallAsync(MockCallArgs args) =>
            Task.FromResult<object>(
                args.Args.Add("devices", ImmutableArray.Create($"{args.Args["capability"]}-1"))
                    .Add("id", "x")
            );
    }
}
