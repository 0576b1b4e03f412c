using System.Xml.Linq;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.SelfConfiguringGuest;

namespace Infra.NixHost.Analyzers.Tests;

/// <summary>The inputs of components, which the library refuses before the provider sees them.</summary>
internal sealed class ComponentTests
{
    private static readonly XDocument Docs = XDocument.Load(
        Path.ChangeExtension(typeof(SelfConfiguringGuest).Assembly.Location, ".xml")
    );

    [Test]
    public async Task A_missing_input_of_a_component_is_described_by_its_documentation()
    {
        var snippet = new Snippet("new SelfConfiguringGuest(\"web\", new());");

        var said = await snippet.DiagnosticsAsync();

        Assert.That(
            said.Select(d => d.GetMessage(null)),
            Is.EquivalentTo([
                OfWeb("Image"),
                OfWeb("ConfigurationRoot"),
                OfWeb("HostConfiguration"),
                OfWeb("Network"),
                OfWeb("Identity"),
            ])
        );
    }

    private static string OfWeb(string input) =>
        $"SelfConfiguringGuest web: {Missing("SelfConfiguringGuestArgs", input)}";

    [Test]
    public async Task The_identity_of_a_guest_is_judged_below_it()
    {
        var snippet = new Snippet(
            "new SelfConfiguringGuest(\"web\", new() { Image = \"/a\", ConfigurationRoot = \"root\", HostConfiguration = \"hosts/web\", "
                + "Network = new BridgeNetwork(\"lan\", new() { Bridge = \"br0\" }), Memory = \"5 bananas\", "
                + "Identity = new() { HostName = \"web\", Address = \"192.168.1.12\", Mac = \"a\" } });"
        );
        Assert.That(snippet.Errors(), Is.Empty);

        var said = await snippet.DiagnosticsAsync();

        Assert.That(
            said.Select(d => d.GetMessage(null).Split(": ")[..2]),
            Is.EqualTo([
                ["SelfConfiguringGuest web", "memory"],
                ["SelfConfiguringGuest web", "identity.address"],
                new[] { "SelfConfiguringGuest web", "identity.mac" },
            ])
        );
    }

    [Test]
    public async Task A_missing_part_of_an_identity_is_named_below_it()
    {
        var snippet = new Snippet(
            "var args = new SelfConfiguringGuestArgs { Identity = new() { Mac = \"52:54:00:12:34:56\" } }; Console.WriteLine(args);"
        );

        var said = await snippet.DiagnosticsAsync();

        Assert.That(
            said.Select(d => d.GetMessage(null)),
            Is.EqualTo([
                $"identity.{Missing("GuestIdentityArgs", "HostName")}",
                $"identity.{Missing("GuestIdentityArgs", "Address")}",
            ])
        );
    }

    [TestCase("SelfConfiguringGuestArgs")]
    [TestCase("GuestIdentityArgs")]
    public void Each_input_of_a_component_says_what_its_change_does(string type)
    {
        var silent = Docs.Descendants("member")
            .Where(m =>
                m.Attribute("name")!
                    .Value.StartsWith($"P:Infra.NixHost.{type}.", StringComparison.Ordinal)
            )
            .Where(m =>
                !m.Value.Contains("change", StringComparison.Ordinal)
                && !m.Value.Contains("grows in place", StringComparison.Ordinal)
            )
            .Select(m => m.Attribute("name")!.Value);

        Assert.That(silent, Is.Empty);
    }

    private static string Missing(string type, string name)
    {
        var component = SelfConfiguringGuestDefinition.Resource;
        var parts =
            type == "GuestIdentityArgs"
            && component.Inputs.Single(i => i.Name == "identity").Type
                is PropertyType.Structure identity
                ? identity.Definition.Properties
                : component.Inputs;
        var input = parts.Single(p => p.Name == Wire(name));
        return $"{input.Name}: is required and has no value; set it: {input.Summary}";
    }

    private static string Wire(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
