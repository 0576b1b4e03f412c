using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Structures;

namespace Infra.NixHost.Provider.Tests.Definitions;

/// <summary>A default, a unit and the impact of a change stand once, in the definition: words and readers follow from it.</summary>
internal sealed partial class SaidOnceTests
{
    private static readonly string Sdk = Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(Here())!, "../../../sdk")
    );

    private static IEnumerable<TestCaseData> Properties =>
        from owner in Owners
        from property in owner.Properties
        select new TestCaseData(property).SetArgDisplayNames($"{owner.Name}.{property.Name}");

    private static IEnumerable<(string Name, IEnumerable<PropertyDefinition> Properties)> Owners =>
        Package
            .Resources.Concat(Package.Components.Select(c => c.Definition))
            .Select(r => (r.Name, r.Inputs.Concat(r.Outputs)))
            .Concat(
                new[]
                {
                    GuestStructures.Disk,
                    GuestStructures.Network,
                    GuestStructures.HostDevice,
                    GuestStructures.Address,
                }.Select(s => (s.Name, s.Properties.AsEnumerable()))
            );

    [TestCaseSource(nameof(Properties))]
    public void A_summary_leaves_default_unit_and_impact_to_the_definition(
        PropertyDefinition property
    ) => Assert.That(property.Summary, Does.Not.Match(Said()));

    [TestCaseSource(nameof(Properties))]
    public void A_default_that_Check_fills_in_has_no_words_beside_it(PropertyDefinition property) =>
        Assert.That(property is { Default: not null, DefaultText: not null }, Is.False);

    [TestCaseSource(nameof(Properties))]
    public void An_effect_says_more_than_the_impact(PropertyDefinition property) =>
        Assert.That(property.Effect, Is.Not.EqualTo(property.Impact.Words()));

    /// <summary>The testing package converts one into the other by its number.</summary>
    [Test]
    public void The_impacts_of_the_testing_package_are_the_providers() =>
        Assert.That(Enum.GetNames<Testing.Impact>(), Is.EqualTo(Enum.GetNames<ChangeImpact>()));

    /// <summary>A reader that falls back on a value of its own would be a second default.</summary>
    [Test]
    public void No_reader_of_inputs_has_a_default_of_its_own()
    {
        var properties = Package
            .Resources.Select(r => (r.Name, r.Inputs))
            .Append((GuestStructures.Disk.Name, GuestStructures.Disk.Properties))
            .Append((GuestStructures.Network.Name, GuestStructures.Network.Properties));
        var defaults = (
            from owner in properties
            from property in owner.Item2
            where property.Default is not null
            select (File: $"{owner.Name}Inputs.cs", property.Name)
        ).ToHashSet();
        var found =
            from file in Directory.GetFiles(
                Path.Combine(Sdk, "Infra.NixHost.Provider"),
                "*Inputs.cs",
                SearchOption.AllDirectories
            )
            from match in Fallback().Matches(File.ReadAllText(file))
            where defaults.Contains((Path.GetFileName(file), match.Groups["name"].Value))
            select $"{Path.GetFileName(file)}: {match.Value}";

        Assert.That(found, Is.Empty);
    }

    /// <summary>Inputs and outputs that are written by hand would say again what the definitions say.</summary>
    [Test]
    public void Every_input_and_output_of_the_library_is_generated()
    {
        var written =
            from file in Directory.GetFiles(
                Path.Combine(Sdk, "Infra.NixHost"),
                "*.cs",
                SearchOption.AllDirectories
            )
            where !file.EndsWith(".g.cs", StringComparison.Ordinal)
            where Attribute().IsMatch(File.ReadAllText(file))
            select Path.GetFileName(file);

        Assert.That(written, Is.Empty);
    }

    private static string Here([CallerFilePath] string here = "") => here;

    [GeneratedRegex(
        @"Default:? [`a-z0-9]|\bA change |in bytes|number of bytes|in seconds|as a string",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Said();

    [GeneratedRegex(
        @"\.(Text|Flag|Integer|Size|Duration)\(""(?<name>\w+)""\)\s*\?\?",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Fallback();

    [GeneratedRegex(
        @"^\s*\[(Input|Output)\(",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Attribute();
}
