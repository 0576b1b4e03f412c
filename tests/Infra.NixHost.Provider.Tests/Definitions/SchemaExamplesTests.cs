using System.Text.Json.Nodes;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Examples;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Definitions;

/// <summary>The examples that the registry and generated SDKs show with each resource.</summary>
internal sealed class SchemaExamplesTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(Package.Schema())!;

    private static IEnumerable<string> Resources =>
        Schema["resources"]!.AsObject().Select(r => r.Key.Split(':')[^1]);

    [TestCaseSource(nameof(Resources))]
    public void Every_resource_has_an_example_in_every_language(string resource)
    {
        var description = Schema["resources"]![$"nixhost:index:{resource}"]![
            "description"
        ]!.GetValue<string>();

        Assert.That(
            description
                .Split('\n')
                .Where(line => line.StartsWith("```", StringComparison.Ordinal) && line.Length > 3),
            Is.EqualTo(["```typescript", "```python", "```csharp", "```yaml"])
        );
        Assert.That(description, Does.Contain("{{% examples %}}").And.EndWith("{{% /examples %}}"));
    }

    [TestCaseSource(nameof(Resources))]
    public void The_inputs_of_an_example_pass_the_checks_of_their_types(string resource)
    {
        foreach (var example in ResourceExamples.All[resource])
        {
            var failures = new CheckFailures();
            var inputs = example.Inputs.Select((_, value) => Known(value));

            new InputCheck(failures).Check(example.Definition.Inputs, inputs);

            Assert.That(failures.Found, Is.Empty);
        }
    }

    [Test]
    public void A_program_has_the_names_of_its_language()
    {
        string Write(ExampleLanguage language) =>
            new ExampleProgram(language).Write(ResourceExamples.All["SelfConfiguringGuest"]);

        Assert.That(
            Write(ExampleLanguage.TypeScript),
            Does.Contain("const web = new nixhost.SelfConfiguringGuest(\"web\", {")
                .And.Contain("    image: image.imagePath,")
                .And.Contain("    identity: { address: \"192.168.1.12/24\", hostName: \"web\" },")
        );
        Assert.That(
            Write(ExampleLanguage.Python),
            Does.Contain("web = nixhost.SelfConfiguringGuest(\"web\",")
                .And.Contain("    image=image.image_path,")
                .And.Contain(
                    "    identity={ \"address\": \"192.168.1.12/24\", \"host_name\": \"web\" },"
                )
        );
        Assert.That(
            Write(ExampleLanguage.CSharp),
            Does.Contain("        Network = lan,")
                .And.Contain("Identity = new GuestIdentityArgs { Address = \"192.168.1.12/24\", ")
        );
        Assert.That(
            Write(ExampleLanguage.Yaml),
            Does.Contain("    type: nixhost:SelfConfiguringGuest")
                .And.Contain("      network: ${lan.card}")
        );
    }

    /// <summary>An engine would replace where the provider keeps, for example where an import spells an input otherwise.</summary>
    [Test]
    public void Replacements_are_told_and_left_to_the_provider()
    {
        var inputs = Schema["resources"]!
            .AsObject()
            .SelectMany(r =>
                r.Value!["inputProperties"]!.AsObject().Select(p => (r.Key, p.Key, p.Value!))
            )
            .ToList();

        Assert.That(
            from resource in Package.Resources
            from input in resource.Inputs
            where input.Impact is ChangeImpact.Replace or ChangeImpact.ReplaceLosingData
            select $"{resource.Token} {input.Name}",
            Is.EquivalentTo(
                inputs
                    .Where(i => i.Item3["willReplaceOnChanges"] is not null)
                    .Select(i => $"{i.Item1} {i.Item2}")
            )
        );
        Assert.That(inputs.Where(i => i.Item3["replaceOnChanges"] is not null), Is.Empty);
    }

    [Test]
    public void Everything_has_a_description() =>
        Assert.That(
            Descriptions(Schema, "")
                .Where(d => string.IsNullOrWhiteSpace(d.Text))
                .Select(d => d.Path),
            Is.Empty
        );

    private static IEnumerable<(string Path, string? Text)> Descriptions(JsonNode node, string path)
    {
        foreach (var (name, value) in (node as JsonObject)?.ToList() ?? [])
        {
            var isMember =
                path.EndsWith("/properties", StringComparison.Ordinal)
                || path.EndsWith("/inputProperties", StringComparison.Ordinal)
                || path is "/resources" or "/types" or "/functions";
            if (isMember)
            {
                yield return ($"{path}/{name}", value?["description"]?.GetValue<string>());
            }

            foreach (var below in value is null ? [] : Descriptions(value, $"{path}/{name}"))
            {
                yield return below;
            }
        }
    }

    private static PropertyValue Known(PropertyValue value) =>
        value switch
        {
            PropertyValue.String { Value: ['$', ..] } => PropertyValue.Computed.Instance,
            PropertyValue.Array array => new PropertyValue.Array([.. array.Items.Select(Known)]),
            _ => value,
        };
}
