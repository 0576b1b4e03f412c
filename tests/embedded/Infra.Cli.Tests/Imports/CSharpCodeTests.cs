using System.Text.Json;
using Infra.Cli.Commands.Imports;
using Infra.Protocol.Values;

namespace Infra.Cli.Tests.Imports;

/// <summary>The C# code of imported resources.</summary>
internal sealed class CSharpCodeTests
{
    private const string Schema = """
        {
          "resources": {
            "test:index:Guest": {
              "inputProperties": {
                "autostart": { "type": "boolean", "default": false },
                "bus": { "$ref": "#/types/test:index:Bus" },
                "cpus": { "type": "integer", "default": 1 },
                "disks": { "type": "array", "items": { "$ref": "#/types/test:index:Disk" } },
                "labels": { "type": "object", "additionalProperties": { "type": "string" } }
              }
            }
          },
          "types": {
            "test:index:Bus": { "type": "string", "enum": [{ "name": "VirtIo", "value": "virtio" }] },
            "test:index:Disk": { "type": "object", "properties": { "bus": { "$ref": "#/types/test:index:Bus" } } }
          }
        }
        """;

    private JsonDocument _schema = null!;
    private HashSet<string> _variables = null!;

    [SetUp]
    public void ReadSchema()
    {
        _schema = JsonDocument.Parse(Schema);
        _variables = [];
    }

    [TearDown]
    public void Dispose() => _schema.Dispose();

    private string Write(string name, params (string, PropertyValue)[] inputs) =>
        new CSharpCode(_schema.RootElement, _variables).Statement(
            "test:index:Guest",
            name,
            PropertyMap.Of(inputs),
            isProtected: false
        );

    [Test]
    public void Classes_members_and_lists_are_those_of_the_schema()
    {
        var disk = PropertyMap.Of(
            ("bus", "virtio"),
            ("size", 2.5),
            ("nothing", PropertyValue.Null.Instance)
        );

        var code = Write(
            "web",
            ("bus", "virtio"),
            ("disks", PropertyValue.List(disk)),
            ("labels", PropertyMap.Of(("a b", "c"))),
            ("none", PropertyValue.List()),
            ("__imported", true),
            ("on", true)
        );

        Assert.That(
            code,
            Is.EqualTo(
                """
                var web = new Guest("web", new()
                {
                    Bus = Bus.VirtIo,
                    Disks =
                    {
                        new DiskArgs
                        {
                            Bus = Bus.VirtIo,
                            Size = 2.5,
                        },
                    },
                    Labels =
                    {
                        ["a b"] = "c",
                    },
                    On = true,
                });
                """
            )
        );
    }

    [Test]
    public void A_secret_is_taken_from_the_configuration()
    {
        var code = Write(
            "web",
            (
                "disks",
                PropertyValue.List(PropertyMap.Of(("key", new PropertyValue.Secret("hunter2"))))
            ),
            ("pin", new PropertyValue.Secret(1234))
        );

        Assert.That(code, Does.Contain("Key = new Config().RequireSecret(\"web-disks-0-key\")"));
        Assert.That(code, Does.Contain("Pin = new Config().RequireSecretInt32(\"web-pin\")"));
        Assert.That(code, Does.Not.Contain("hunter2").And.Not.Contain("1234"));
    }

    [Test]
    public void What_has_its_default_is_left_out() =>
        Assert.That(
            Write("web", ("autostart", false), ("bus", "virtio"), ("cpus", 2)),
            Does.Not.Contain("Autostart").And.Contain("Cpus = 2")
        );

    [Test]
    public void A_choice_that_the_schema_does_not_know_is_a_text() =>
        Assert.That(Write("web", ("bus", "newer")), Does.Contain("Bus = \"newer\""));

    [TestCase("web", "web")]
    [TestCase("web-1.a", "web1A")]
    [TestCase("Web", "web")]
    [TestCase("new", "@new")]
    [TestCase("1", "resource1")]
    [TestCase("ä", "resource")]
    public void A_name_becomes_a_variable(string name, string variable) =>
        Assert.That(Write(name), Does.StartWith($"var {variable} = "));

    [Test]
    public void Two_resources_never_get_one_variable()
    {
        Write("web");

        Assert.That(Write("Web"), Does.StartWith("var web2 = "));
    }
}
