using System.Text.Json;
using System.Xml.Linq;

namespace Repository.Tests;

/// <summary>The flake builds without a network, from the packages that its lock names.</summary>
public sealed class NuGetLock
{
    /// <summary>What stacks reference is not part of the flake's programs.</summary>
    private static readonly string[] Unbuilt =
    [
        "Infra.NixHost.csproj",
        "Infra.NixHost.Analyzers.csproj",
        "Infra.NixHost.Testing.csproj",
        "Pulumi.csproj",
    ];

    private const string Remedy = "run eng/nuget-lock.sh";

    [Test]
    public void Its_versions_are_the_central_ones() =>
        Assert.That(
            from package in Locked()
            join central in Central() on package.Key equals central.Key
            where package.Value != central.Value
            select $"{package.Key} {package.Value} is {central.Value} now",
            Is.Empty,
            Remedy
        );

    [Test]
    public void It_has_every_package_that_the_flakes_projects_name()
    {
        var files = Checkout
            .Files("*.csproj")
            .Where(file => Checkout.Relative(file).StartsWith("sdk/", StringComparison.Ordinal))
            .Where(file => !Unbuilt.Contains(Path.GetFileName(file), StringComparer.Ordinal));
        var named = files
            .SelectMany(file => Values(file, "PackageReference").Select(v => v.Key))
            .Distinct(StringComparer.Ordinal);

        Assert.That(named, Is.Not.Empty.And.SubsetOf(Locked().Keys), Remedy);
    }

    [Test]
    public void Every_package_has_a_hash_as_Nix_writes_it() =>
        Assert.That(
            Entries().Select(e => e.GetProperty("hash").GetString()),
            Is.Not.Empty.And.All.Match("^sha256-[A-Za-z0-9+/]{43}=$")
        );

    private static Dictionary<string, string> Locked() =>
        Entries()
            .ToDictionary(
                e => e.GetProperty("pname").GetString()!,
                e => e.GetProperty("version").GetString()!,
                StringComparer.OrdinalIgnoreCase
            );

    private static JsonElement[] Entries() =>
        [
            .. JsonDocument
                .Parse(File.ReadAllText(Path.Combine(Checkout.Root, "eng/nix/nuget-packages.json")))
                .RootElement.EnumerateArray(),
        ];

    private static Dictionary<string, string> Central() =>
        Values(Path.Combine(Checkout.Root, "Directory.Packages.props"), "PackageVersion")
            .ToDictionary(v => v.Key, v => v.Value, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<KeyValuePair<string, string>> Values(string file, string element) =>
        XDocument
            .Load(file)
            .Descendants(element)
            .Where(e => e.Attribute("Include") is not null)
            .Select(e =>
                KeyValuePair.Create(
                    e.Attribute("Include")!.Value,
                    e.Attribute("Version")?.Value ?? ""
                )
            );
}
