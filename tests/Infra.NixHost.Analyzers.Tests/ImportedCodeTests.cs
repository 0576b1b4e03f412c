using System.Text.Json;
using Infra.Cli.Commands.Imports;
using Infra.NixHost.Provider;

namespace Infra.NixHost.Analyzers.Tests;

/// <summary>The code that an import writes compiles against the library and gives the inputs that were imported.</summary>
internal sealed class ImportedCodeTests
{
    private static readonly string[] Programs =
    [
        "new NixImage(\"base\", new() { Flake = \".#guest\", DiskSize = \"20GiB\", BuildTimeout = \"3h\" });",
        "new NixImage(\"new\", new() { Expression = \"a \\\"b\\\" \\\\ \\t\\n\\u0007é\" });",
        "new OverlayDisk(\"os-1.a\", new() { Image = \"/a\", Size = \"20GiB\", OnImageChange = OnImageChange.Replace });",
        "new ConfigDisk(\"config\", new() { Files = { [\"etc/host name\"] = \"web\" }, Format = ConfigDiskFormat.Iso, Serial = \"config\" });",
        "new BridgeNetwork(\"1lan\", new() { Bridge = \"br0\", Vlan = 5, RequireUplink = false });",
        "new NixSystem(\"system\", new() { Configuration = \"a.nix\", Address = new GuestAddressArgs { Address = \"192.168.1.12/24\" } });",
        """
            new NixGuest("web", new()
            {
                Memory = "3GiB",
                Cpus = 2,
                Firmware = Firmware.Uefi,
                Running = false,
                HugePages = true,
                Disks =
                {
                    new GuestDiskArgs { Path = "/a", Bus = "scsi", Serial = "a" },
                    new GuestDiskArgs { Path = "pool/b", Kind = GuestDiskKind.Volume, ReadOnly = true },
                },
                Networks = { new GuestNetworkArgs { Network = "lan", Mac = "52:54:00:12:34:56" } },
            });
            """,
    ];

    private static CSharpCode Code(JsonDocument schema) =>
        new(schema.RootElement, new HashSet<string>(StringComparer.Ordinal));

    [TestCaseSource(nameof(Programs))]
    public async Task The_code_of_an_imported_resource_gives_its_inputs(string program)
    {
        var original = new Snippet(program);
        Assert.That(original.Errors(), Is.Empty);
        var (type, name, inputs) = await RecordedInputs.OfAsync(original);
        using var schema = JsonDocument.Parse(Package.Schema());

        var code = Code(schema).Statement($"nixhost:index:{type}", name, inputs, isProtected: true);

        TestContext.Out.WriteLine(code);
        var written = new Snippet(code);
        Assert.That(written.Errors(), Is.Empty);
        Assert.That(await RecordedInputs.OfAsync(written), Is.EqualTo((type, name, inputs)));
        Assert.That(code, Does.StartWith("var ").And.EndWith("new() { Protect = true });"));
    }

    [Test]
    public void Every_choice_of_the_schema_is_a_member_of_the_library()
    {
        using var schema = JsonDocument.Parse(Package.Schema());
        var members =
            from type in schema.RootElement.GetProperty("types").EnumerateObject()
            where type.Value.TryGetProperty("enum", out _)
            from value in type.Value.GetProperty("enum").EnumerateArray()
            select $"{type.Name.Split(':')[^1]}.{value.GetProperty("name").GetString()}";

        var unknown = members.Where(member =>
            new Snippet($"Console.WriteLine({member});").Errors().Any()
        );

        Assert.That(unknown, Is.Empty);
    }
}
