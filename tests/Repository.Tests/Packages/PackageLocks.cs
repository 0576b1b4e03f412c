using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Repository.Tests.Packages;

/// <summary>What is published is built from packages whose content <c>packages.lock.json</c> tells.</summary>
public sealed class PackageLocks
{
    private const string File = "packages.lock.json";

    /// <summary>An analyzer of the library has the version of the SDK, and the stand-in for Pulumi is not published.</summary>
    private static readonly string[] Unlocked = ["sdk/Infra.NixHost", "sdk/embedded/Pulumi"];

    internal sealed record Package(string Name, string Version, string Hash);

    internal static IEnumerable<Package> Packages(string project) =>
        JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(Checkout.Root, project, File)))![
            "dependencies"
        ]!
            .AsObject()
            .SelectMany(framework => framework.Value!.AsObject())
            .Where(p => (string?)p.Value!["type"] != "Project")
            .Select(p => new Package(
                p.Key,
                (string)p.Value!["resolved"]!,
                (string)p.Value["contentHash"]!
            ));

    private static IEnumerable<string> Projects() =>
        Checkout
            .Files("*.csproj")
            .Select(Checkout.Relative)
            .Where(f => f.StartsWith("sdk/", StringComparison.Ordinal))
            .Select(f => Path.GetDirectoryName(f)!)
            .Except(Unlocked, StringComparer.Ordinal);

    [TestCaseSource(nameof(Projects))]
    public void A_project_has_its_lock_file_with_the_central_versions(string project)
    {
        var central = XDocument
            .Load(Path.Combine(Checkout.Root, "Directory.Packages.props"))
            .Descendants("PackageVersion")
            .ToDictionary(
                p => p.Attribute("Include")!.Value,
                p => p.Attribute("Version")!.Value,
                StringComparer.OrdinalIgnoreCase
            );

        // A project that needs another version says so itself.
        foreach (
            var package in Directory
                .GetFiles(Path.Combine(Checkout.Root, project), "*.csproj")
                .SelectMany(f => XDocument.Load(f).Descendants("PackageReference"))
                .Where(p => p.Attribute("VersionOverride") is not null)
        )
        {
            central[package.Attribute("Include")!.Value] = package
                .Attribute("VersionOverride")!
                .Value;
        }

        Assert.That(
            Packages(project)
                .Where(p => central.GetValueOrDefault(p.Name, p.Version) != p.Version)
                .Select(p => $"{p.Name} {p.Version}"),
            Is.Empty,
            "a build without CI=true renews it"
        );
    }

    [TestCaseSource(nameof(Projects))]
    public void A_lock_file_names_no_source(string project) =>
        Assert.That(
            System.IO.File.ReadAllText(Path.Combine(Checkout.Root, project, File)),
            Does.Not.Contain("://")
        );

    [TestCase("true", "true", "")]
    [TestCase("", "", "")]
    [TestCase("true", "", "-p:PulumiSdk=nuget")]
    [TestCase("true", "", "-p:PackTools=true")]
    [TestCase("true", "", "-p:RuntimeIdentifier=linux-arm64")]
    public async Task A_restore_in_CI_takes_what_is_locked_and_other_graphs_have_no_lock(
        string ci,
        string locked,
        string option
    )
    {
        var properties = JsonNode.Parse(
            await Command.OutputAsync(
                Checkout.Root,
                new Dictionary<string, string?> { ["PulumiSdk"] = null, ["CI"] = ci },
                [
                    "dotnet",
                    "msbuild",
                    "sdk/Infra.NixHost.Provider",
                    "-getProperty:RestoreLockedMode,NuGetLockFilePath",
                    .. option.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                ]
            )
        )!["Properties"]!;

        Assert.That((string?)properties["RestoreLockedMode"], Is.EqualTo(locked));
        Assert.That(
            (string?)properties["NuGetLockFilePath"],
            option == "" ? Is.Empty : Does.EndWith("none.lock.json")
        );
    }
}
