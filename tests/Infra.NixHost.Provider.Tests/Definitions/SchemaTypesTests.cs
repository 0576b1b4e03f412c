using System.Text.Json.Nodes;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.NixGuest;
using Infra.NixHost.Provider.Rules;
using Infra.NixHost.Provider.Structures;

namespace Infra.NixHost.Provider.Tests.Definitions;

/// <summary>The types of the schema let generated SDKs take what the provider takes, and name what it gives.</summary>
internal sealed class SchemaTypesTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(Package.Schema())!;

    [TestCase("NixGuest", "memory")]
    [TestCase("NixGuest", "maxMemory")]
    [TestCase("NixGuest", "waitTimeout")]
    [TestCase("NixGuest", "shutdownTimeout")]
    [TestCase("OverlayDisk", "size")]
    [TestCase("NixImage", "buildTimeout")]
    [TestCase("NixSystem", "buildTimeout")]
    public void Sizes_and_durations_take_a_text_or_a_number(string resource, string input) =>
        Assert.That(
            Of(resource, "inputProperties", input)["oneOf"]!
                .AsArray()
                .Select(t => t!["type"]!.GetValue<string>()),
            Is.EqualTo(["string", "number"])
        );

    [TestCase("NixGuest", "state", "GuestState")]
    [TestCase("NixGuest", "accelerator", "Accelerator")]
    [TestCase("ConfigDisk", "format", "ConfigDiskFormat")]
    public void Closed_lists_are_enumerations_in_outputs_too(
        string resource,
        string output,
        string choice
    ) => Assert.That(Reference(Of(resource, "properties", output)), Is.EqualTo(choice));

    [TestCase("bus", "DiskBus")]
    [TestCase("format", "DiskFormat")]
    public void A_disk_has_enumerations(string property, string choice) =>
        Assert.That(
            Reference(Schema["types"]!["nixhost:index:GuestDisk"]!["properties"]![property]!),
            Is.EqualTo(choice)
        );

    [TestCase("NixGuest", "cpuMode", "CpuMode")]
    [TestCase("NixImage", "system", "TargetSystem")]
    [TestCase("NixSystem", "system", "TargetSystem")]
    public void Lists_that_a_host_can_extend_take_other_texts_too(
        string resource,
        string input,
        string choice
    )
    {
        var either = Of(resource, "inputProperties", input)["oneOf"]!.AsArray();

        Assert.That(either[0]!["type"]!.GetValue<string>(), Is.EqualTo("string"));
        Assert.That(Reference(either[1]!), Is.EqualTo(choice));
    }

    /// <summary>Pulumi reads a default by the type beside the union.</summary>
    [Test]
    public void Every_union_has_the_type_of_its_default() =>
        Assert.That(
            Schema["resources"]!
                .AsObject()
                .SelectMany(r => r.Value!["inputProperties"]!.AsObject())
                .Where(p => p.Value!["oneOf"] is not null)
                .Select(p => p.Value!["type"]?.GetValue<string>())
                .Distinct(),
            Is.EqualTo(["string"])
        );

    [Test]
    public void Every_state_of_libvirt_is_a_choice() =>
        Assert.That(
            GuestChoices.State.Values.Select(v => v.Value),
            Is.EqualTo(Enum.GetValues<DomainState>().Select(GuestOutputs.NameOf))
        );

    [Test]
    public void The_rules_of_disks_take_the_choices()
    {
        Assert.That(DiskChoices.Bus.Values.Select(v => DiskRules.Bus(v.Value)), Is.All.Null);
        Assert.That(DiskChoices.Format.Values.Select(v => DiskRules.Format(v.Value)), Is.All.Null);
        Assert.That(
            DiskRules.Bus("ide"),
            Does.Contain(string.Join(", ", DiskChoices.Bus.Values.Select(v => v.Value)))
        );
    }

    private static JsonNode Of(string resource, string kind, string property) =>
        Schema["resources"]![$"nixhost:index:{resource}"]![kind]![property]!;

    private static string? Reference(JsonNode type) =>
        type["$ref"]?.GetValue<string>().Split(':')[^1];
}
