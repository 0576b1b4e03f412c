using System.Text.Json;
using Infra.Cli.Commands.Imports;
using Infra.Engine.State;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Cli.Tests.Imports;

/// <summary>Imported resources that name each other do so in their code, too.</summary>
internal sealed class ImportedReferencesTests
{
    private static readonly ResourceState Guest = State(
        "Guest",
        "web",
        PropertyMap.Of(
            ("disks", PropertyValue.List(PropertyMap.Of(("path", "/images/os.qcow2")))),
            ("networks", PropertyValue.List(PropertyMap.Of(("network", "lan")))),
            ("guestName", "lan")
        ),
        PropertyMap.Of(("guestName", "lan"))
    );
    private static readonly ResourceState Disk = State(
        "Disk",
        "os.qcow2",
        PropertyMap.Of(("image", "/images/base.qcow2")),
        PropertyMap.Of(("path", "/images/os.qcow2"))
    );
    private static readonly ResourceState Base = State(
        "Disk",
        "base",
        PropertyMap.Empty,
        PropertyMap.Of(("path", "/images/base.qcow2"))
    );
    private static readonly ResourceState Network = State(
        "Network",
        "lan",
        PropertyMap.Of(("networkName", "lan")),
        PropertyMap.Of(("networkName", "lan"))
    );

    private static ResourceState State(
        string type,
        string name,
        PropertyMap inputs,
        PropertyMap outputs
    ) =>
        new()
        {
            Urn = Urn.Create("dev", "web", null, $"test:index:{type}", name),
            Type = $"test:index:{type}",
            Custom = true,
            Id = name,
            Inputs = inputs,
            Outputs = outputs,
        };

    private static string Write(params ResourceState[] resources)
    {
        using var schema = JsonDocument.Parse("{}");
        var references = new ImportedReferences(resources);
        var code = new CSharpCode(
            schema.RootElement,
            new HashSet<string>(StringComparer.Ordinal),
            references
        );
        return string.Join('\n', references.InOrder([.. resources]).Select(code.Statement));
    }

    [Test]
    public void An_item_of_a_list_refers_to_what_it_names()
    {
        var guest = State(
            "Guest",
            "web",
            PropertyMap.Of(("network", PropertyValue.List("lan"))),
            PropertyMap.Empty
        );

        Assert.That(Write(guest, Network), Does.Contain("lan.NetworkName,"));
    }

    [Test]
    public void Resources_follow_what_they_name_and_refer_to_its_variable()
    {
        var code = Write(Guest, Disk, Base, Network);

        Assert.That(
            code.Split('\n').Where(line => line.StartsWith("var ", StringComparison.Ordinal)),
            Is.EqualTo([
                "var @base = new Disk(\"base\", new()",
                "var osQcow2 = new Disk(\"os.qcow2\", new()",
                "var lan = new Network(\"lan\", new()",
                "var web = new Guest(\"web\", new()",
            ])
        );
        Assert.That(
            code,
            Does.Contain("[\"path\"] = osQcow2.Path")
                .And.Contain("Image = @base.Path")
                .And.Contain("[\"network\"] = lan.NetworkName")
        );
    }

    // The guest and the network have one name by chance: neither is made of the other.
    [Test]
    public void What_is_equal_by_chance_stays_a_constant() =>
        Assert.That(
            Write(Guest, Network),
            Does.Contain("GuestName = \"lan\"")
                .And.Contain("NetworkName = \"lan\"")
                .And.Contain("[\"path\"] = \"/images/os.qcow2\"")
        );

    [Test]
    public void What_two_resources_have_refers_to_neither()
    {
        var other = Disk with { Urn = Urn.Create("dev", "web", null, Disk.Type, "other") };

        Assert.That(Write(Guest, Disk, other), Does.Contain("[\"path\"] = \"/images/os.qcow2\""));
    }

    [Test]
    public void Resources_that_name_each_other_are_written_all_the_same()
    {
        var one = State(
            "Disk",
            "one",
            PropertyMap.Of(("image", "/two")),
            PropertyMap.Of(("path", "/one"))
        );
        var two = State(
            "Disk",
            "two",
            PropertyMap.Of(("image", "/one")),
            PropertyMap.Of(("path", "/two"))
        );

        Assert.That(Write(one, two), Does.Contain("Image = two.Path").And.Contain("\"/one\""));
    }
}
