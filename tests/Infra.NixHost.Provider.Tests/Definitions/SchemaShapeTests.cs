using System.Text.Json.Nodes;

namespace Infra.NixHost.Provider.Tests.Definitions;

/// <summary>Generators of SDKs take a schema of Pulumi's form, and of no other.</summary>
internal sealed class SchemaShapeTests
{
    private const string Guest = "nixhost:index:NixGuest";

    [Test]
    public void The_schema_has_the_form_that_the_meta_schema_asks() =>
        Assert.That(SchemaShape.Faults(JsonNode.Parse(Package.Schema())!), Is.Empty);

    [Test]
    public void Another_form_is_found_at_its_place()
    {
        var schema = JsonNode.Parse(Package.Schema())!;
        var guest = schema["resources"]![Guest]!;
        schema["nameSpace"] = "infra";
        schema["version"] = "1";
        schema["resources"]!["NixGuest"] = new JsonObject();
        guest["properties"]!["memory"]!["replaceOnChange"] = true;
        guest["properties"]!["cpus"]!["items"] = new JsonObject { ["type"] = "string" };
        guest["inputProperties"]!["disks"]!["items"]!["$ref"] = "GuestDisk";
        guest["requiredInputs"]!.AsArray().Add("nothing");

        Assert.That(
            SchemaShape.Faults(schema),
            Is.EquivalentTo([
                ": a package has no nameSpace",
                "version",
                "resources: NixGuest",
                $"resources.{Guest}.properties.memory: a property has no replaceOnChange",
                $"resources.{Guest}.properties.cpus is no type",
                $"resources.{Guest}.inputProperties.disks.items.$ref",
                $"resources.{Guest}.requiredInputs: nothing",
            ])
        );
    }
}
