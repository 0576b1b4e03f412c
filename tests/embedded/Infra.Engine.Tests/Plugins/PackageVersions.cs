using Infra.Engine.Providers;

namespace Infra.Engine.Tests.Plugins;

/// <summary>Whether a plugin is older than a program asks for.</summary>
public sealed class PackageVersions
{
    [TestCase("1.0.0", "1.2.4", true)]
    [TestCase("1.10.0", "1.2.4", false)]
    [TestCase("v1.2.4", "1.2.4", false)]
    [TestCase("1.2.4-alpha.1", "1.2.4", true)]
    [TestCase("1.2.4+dirty", "1.2.4", false)]
    [TestCase("1.2", "1.2.0", false)]
    [TestCase("dev", "1.2.4", false)]
    [TestCase("", "1.2.4", false)]
    [TestCase("1.0.0", "", false)]
    public void A_plugin_may_be_older_than_what_is_asked_for(
        string version,
        string asked,
        bool isOlder
    ) => Assert.That(PackageVersion.IsOlder(version, asked), Is.EqualTo(isOlder));
}
