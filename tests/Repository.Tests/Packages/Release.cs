using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Repository.Tests.Packages;

/// <summary>Tests what <c>eng/release.sh</c> makes as those do who download it. It really builds, so it takes minutes.</summary>
[Category("Real")]
[Category("Release")]
public sealed class Release
{
    private const string Sums = "SHA256SUMS";
    private static readonly string[] Platforms = ["linux-amd64", "linux-arm64"];
    private static readonly string[] Tools = ["Infra.NixHost.Cli", "Infra.NixHost.Provider"];
    private static readonly string[] Libraries = ["Infra.NixHost", "Infra.NixHost.Testing"];

    private ReleaseFolder _release = null!;

    [OneTimeSetUp]
    public async Task MakeAsync() => _release = await ReleaseFolder.MakeAsync();

    [OneTimeTearDown]
    public void Remove() => _release.Dispose();

    [Test]
    public void It_has_the_files_of_its_version_and_no_others()
    {
        var version = ReleaseFolder.Version;
        string[] tools = ["", ".any", ".linux-arm64", ".linux-x64"];

        Assert.That(
            _release.Files,
            Is.EquivalentTo([
                .. Platforms.Select(p => $"pulumi-resource-nixhost-v{version}-{p}.tar.gz"),
                .. Tools.SelectMany(t => tools.Select(p => $"{t}{p}.{version}.nupkg")),
                .. Libraries.SelectMany(l =>
                    (string[])[$"{l}.{version}.nupkg", $"{l}.{version}.snupkg"]
                ),
                $"Infra.NixHost.Templates.{version}.nupkg",
                .. Tools.Append("Infra.NixHost.Testing").Select(p => $"{p}.{version}.cdx.json"),
                "schema.json",
                Sums,
            ])
        );
    }

    [Test]
    public void The_checksums_are_those_of_all_other_files()
    {
        var listed = File.ReadAllLines(Path.Combine(_release.Folder, Sums))
            .Select(line => line.Split("  "))
            .ToDictionary(l => l[1], l => l[0], StringComparer.Ordinal);

        Assert.That(listed.Keys, Is.EquivalentTo(_release.Files.Where(f => f != Sums)));
        foreach (var (file, sum) in listed)
        {
            var content = File.ReadAllBytes(Path.Combine(_release.Folder, file));
            Assert.That(Convert.ToHexStringLower(SHA256.HashData(content)), Is.EqualTo(sum), file);
        }
    }

    [Test]
    public async Task The_provider_of_this_platform_starts_on_a_machine_without_dotnet()
    {
        var platform =
            System.Runtime.InteropServices.RuntimeInformation.OSArchitecture
            is System.Runtime.InteropServices.Architecture.Arm64
                ? Platforms[1]
                : Platforms[0];
        var program = Path.Combine(_release.Provider(platform), "pulumi-resource-nixhost");

        using var asked = Start(program, "--version");
        var said = await asked.StandardOutput.ReadToEndAsync();
        await asked.WaitForExitAsync();
        using var serving = Start(program);
        var port = await serving.StandardOutput.ReadLineAsync();
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync("127.0.0.1", int.Parse(port!, null));
        serving.Kill();
        await serving.WaitForExitAsync();

        Assert.That(said, Is.EqualTo($"{ReleaseFolder.Version}\n"));
        Assert.That(asked.ExitCode, Is.Zero);
    }

    // The machine that a program of Linux is for stands in its nineteenth and twentieth byte.
    [TestCase("linux-amd64", 62)]
    [TestCase("linux-arm64", 183)]
    public void Each_archive_has_the_provider_of_its_platform_at_the_top_with_all_licences(
        string platform,
        int machine
    )
    {
        var place = _release.Provider(platform);
        var program = Path.Combine(place, "pulumi-resource-nixhost");

        Assert.That(File.ReadAllBytes(program)[18..20], Is.EqualTo(new[] { machine, 0 }));
        Assert.That(File.GetUnixFileMode(program) & UnixFileMode.OtherExecute, Is.Not.Zero);
        Assert.That(
            Directory.GetFiles(place).Select(Path.GetFileName),
            Has.Member("LICENSE")
                .And.Exactly(2)
                .StartWith("LICENSE.Microsoft.")
                .And.Exactly(2)
                .StartWith("NOTICES.Microsoft.")
        );
    }

    [Test]
    public void No_assembly_and_no_symbols_tell_where_they_were_built()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var ours = _release
            .Contents()
            .Where(f => Path.GetExtension(f) is ".dll" or ".pdb")
            .Where(f =>
                Path.GetFileName(f).StartsWith("Infra.", StringComparison.Ordinal)
                || Path.GetFileNameWithoutExtension(f) is "infra" or "pulumi-resource-nixhost"
            )
            .ToList();
        string[] places = [Checkout.Root, Path.Combine(home, ".nuget")];

        Assert.That(ours.SelectMany(MachinePaths.Documents).Count(), Is.GreaterThan(1000));
        Assert.That(
            from file in ours
            from path in MachinePaths.In(file, places)
            select $"{Path.GetFileName(file)}: {path}",
            Is.Empty
        );
    }

    [Test]
    public void Every_package_says_whose_it_is_and_what_it_was_built_from()
    {
        foreach (
            var file in _release.Files.Where(f => f.EndsWith(".nupkg", StringComparison.Ordinal))
        )
        {
            var place = _release.Unpacked(file);
            var metadata = XDocument
                .Load(Directory.GetFiles(place, "*.nuspec").Single())
                .Root!.Elements()
                .Single();
            XElement Element(string name) =>
                metadata.Elements().Single(e => e.Name.LocalName == name);

            Assert.That(Element("license").Value, Is.EqualTo("MIT"), file);
            Assert.That(Path.Combine(place, Element("icon").Value), Does.Exist, file);
            Assert.That(Path.Combine(place, Element("readme").Value), Does.Exist, file);
            var repository = Element("repository");
            Assert.That(repository.Attribute("type")?.Value, Is.EqualTo("git"), file);
            Assert.That(
                repository.Attribute("url")?.Value,
                Is.EqualTo("https://github.com/infra-nixhost/infra-nixhost"),
                file
            );
            Assert.That(
                repository.Attribute("commit")?.Value,
                Does.Match(@"^[0-9a-f]{40}\z"),
                file
            );
        }
    }

    [TestCaseSource(nameof(Platforms))]
    public void An_archive_has_exactly_the_packages_that_the_lock_file_names(string platform)
    {
        var locked = PackageLocks
            .Packages("sdk/Infra.NixHost.Provider")
            .ToDictionary(p => p.Name, p => p.Hash, StringComparer.OrdinalIgnoreCase);

        var shipped = Shipped(platform).Where(l => l.Kind == "package").ToList();

        Assert.That(shipped, Is.Not.Empty);
        Assert.That(
            shipped.Where(p =>
                locked.GetValueOrDefault(p.Name) is not { } hash || p.Hash != $"sha512-{hash}"
            ),
            Is.Empty
        );
    }

    [TestCaseSource(nameof(Platforms))]
    public void The_bill_of_materials_names_all_that_an_archive_has(string platform)
    {
        var bill = JsonNode.Parse(
            File.ReadAllText(
                Path.Combine(
                    _release.Folder,
                    $"Infra.NixHost.Provider.{ReleaseFolder.Version}.cdx.json"
                )
            )
        )!;
        var billed = bill["components"]!.AsArray().Select(c => $"{c!["name"]} {c["version"]}");

        Assert.That(
            Shipped(platform).Where(l => l.Kind != "project").Select(l => $"{l.Name} {l.Version}"),
            Is.Not.Empty.And.SubsetOf(billed)
        );
    }

    private sealed record Library(string Kind, string Name, string Version, string Hash);

    // The runtime that starts a program reads this file, so it is what the program has.
    private IEnumerable<Library> Shipped(string platform)
    {
        var file = Path.Combine(_release.Provider(platform), "pulumi-resource-nixhost.deps.json");
        return
        [
            .. JsonNode.Parse(File.ReadAllText(file))!["libraries"]!
                .AsObject()
                .Select(l =>
                {
                    var name = l.Key.Split('/');
                    var kind = (string)l.Value!["type"]!;
                    return new Library(
                        kind,
                        name[0].Replace("runtimepack.", "", StringComparison.Ordinal),
                        name[1],
                        (string)l.Value["sha512"]!
                    );
                }),
        ];
    }

    private static Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        return Process.Start(start)!;
    }
}
