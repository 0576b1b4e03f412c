using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Host;

/// <summary>A program with two hosts behind ssh, beside the provider's own, which is the machine of the program.</summary>
internal abstract class HostsTest
{
    protected const string Image = "/nix/store/00000000000000000000000000000000-image";
    protected const string AtticAddress = "ssh://root@attic.lan";
    protected const string CellarAddress = "ssh://root@cellar.lan";

    protected static readonly Guid AtticMachine = new("aaaaaaaa-0000-4000-8000-000000000001");
    protected static readonly Guid CellarMachine = new("cccccccc-0000-4000-8000-000000000001");

    private readonly List<DirectoryInfo> _directories = [];

    protected TestStack Stack { get; private set; } = null!;
    protected FakeHost Attic { get; private set; } = null!;
    protected FakeHost Cellar { get; private set; } = null!;

    [SetUp]
    public void MakeHosts()
    {
        Stack = new();
        Attic = MakeHost(AtticAddress, AtticMachine);
        Cellar = MakeHost(CellarAddress, CellarMachine);
    }

    [TearDown]
    public void RemoveHosts()
    {
        Stack.Dispose();
        _directories.ForEach(d => d.Delete(recursive: true));
        _directories.Clear();
    }

    /// <summary>A host behind ssh.</summary>
    protected FakeHost MakeHost(string address, Guid machine)
    {
        var directory = Directory.CreateTempSubdirectory("nixhost-test-");
        _directories.Add(directory);
        var host = new FakeHost(directory.FullName);
        host.Options = host.Options with { Ssh = new(address) };
        host.FakeFacts.Machine = machine;
        host.FakeStore.Here = Stack.Host.FakeStore.Here;
        Stack.Elsewhere[address] = host;
        return host;
    }

    /// <summary>The inputs of a Host. The directories are those of its host in memory.</summary>
    protected static PropertyMap HostInputs(string address, FakeHost host) =>
        PropertyMap.Of(
            ("address", address),
            ("stateDirectory", host.Options.StateDirectory),
            ("gcRootDirectory", host.Options.GcRootDirectory),
            ("imageDirectory", host.Options.ImageDirectory)
        );

    /// <summary>Makes a Host and returns what other resources take as their host.</summary>
    protected async Task<PropertyValue> ConnectAsync(string name, string address, FakeHost host) =>
        (await Stack.UpAsync("Host", name, HostInputs(address, host))).Outputs["connection"];

    protected Task<PropertyValue> AtticAsync() => ConnectAsync("attic", AtticAddress, Attic);

    protected Task<PropertyValue> CellarAsync() => ConnectAsync("cellar", CellarAddress, Cellar);

    protected static PropertyMap Network(PropertyValue? host) =>
        On(host, PropertyMap.Of(("bridge", "br0"), ("networkName", "lan")));

    protected static PropertyMap On(PropertyValue? host, PropertyMap inputs) =>
        host is null ? inputs : inputs.With("host", host);

    protected static PropertyMap Guest(PropertyValue? host) =>
        On(
            host,
            PropertyMap.Of(
                ("guestName", "web"),
                ("memory", "128MiB"),
                ("networks", PropertyValue.List(PropertyMap.Of(("bridge", "br0")))),
                ("waitFor", "none")
            )
        );

    protected static PropertyMap Overlay(PropertyValue? host) =>
        On(host, PropertyMap.Of(("image", $"{Image}/nixos.qcow2"), ("size", "1GiB")));

    /// <summary>Puts an image into the store of a host.</summary>
    protected static void AddImage(FakeHost host)
    {
        host.FakeStore.Valid[Image] = 0;
        host.FakeImages.Add($"{Image}/nixos.qcow2", 1024);
    }
}
