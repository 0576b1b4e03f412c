using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Repository.Tests.Packages;

/// <summary>The version stands once in the build, and again where a build does not reach. A release changes it in all these places.</summary>
public sealed partial class Versions
{
    [TestCase("eng/nix/package.nix", "version = \"{0}\";")]
    [TestCase("Directory.Packages.props", "Include=\"Infra.NixHost\" Version=\"{0}\"")]
    [TestCase("Directory.Packages.props", "Include=\"Infra.NixHost.Testing\" Version=\"{0}\"")]
    [TestCase("docs/how-to/packages.md", "Include=\"Infra.NixHost\" Version=\"{0}\"")]
    [TestCase("docs/installation-configuration.md", "plugin install resource nixhost {0}`")]
    public void The_version_is_the_builds(string file, string text) =>
        Assert.That(
            File.ReadAllText(Path.Combine(Checkout.Root, file)),
            Does.Contain(string.Format(null, text, ReleaseFolder.Version))
        );

    [Test]
    public void The_last_release_that_packages_are_compared_with_is_the_changelogs()
    {
        var props = XDocument.Load(Path.Combine(Checkout.Root, "Directory.Build.props"));
        var changelog = File.ReadAllText(Path.Combine(Checkout.Root, "CHANGELOG.md"));
        var released = Heading()
            .Matches(changelog)
            .Select(m => m.Groups["version"].Value)
            // The section of the version at hand is written before its release.
            .FirstOrDefault(v => v != ReleaseFolder.Version);

        Assert.That(props.Descendants("LastRelease").Single().Value, Is.EqualTo(released ?? ""));
    }

    [GeneratedRegex(
        @"^## \[?(?<version>\d+\.\d+\.\d+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Heading();
}
