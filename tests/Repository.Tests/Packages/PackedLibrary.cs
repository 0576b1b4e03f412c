using System.Text.Json;

namespace Repository.Tests.Packages;

/// <summary>Tests the packages of <c>eng/pack.sh</c> as users get them. It really builds, so it takes a while.</summary>
[Category("Real")]
public sealed class PackedLibrary
{
    private LocalFeed _feed = null!;
    private TemporaryDirectory _user = null!;

    [OneTimeSetUp]
    public async Task PackAsync() => _feed = await LocalFeed.PackAsync();

    [OneTimeTearDown]
    public void RemoveFeed() => _feed.Dispose();

    [SetUp]
    public void MakeUser() => _user = new();

    [TearDown]
    public void RemoveUser() => _user.Dispose();

    private static readonly string Project = $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Infra.NixHost" Version="0.1.0" />
            <PackageReference Include="Pulumi" Version="{LocalFeed.StandInVersion}" />
          </ItemGroup>
        </Project>
        """;

    private const string Outside = """
        using Infra.NixHost;
        using Pulumi;
        using Pulumi.Testing;
        var resources = await Deployment.TestAsync(new EmptyMocks(), new TestOptions(), () =>
        {
            var image = new NixImage("image", new() { Expression = "guest" });
            var os = new OverlayDisk("os", new() { Image = image, Size = "256MiB" });
            var lan = new BridgeNetwork("lan", new() { Bridge = "br0" });
            _ = new NixGuest("web", new() { Disks = { os }, Networks = { lan } });
        });
        Console.WriteLine(string.Join(' ', resources.Select(r => r.GetResourceName())));
        """;

    [Test]
    public void The_library_comes_with_docs_a_readme_its_licence_and_symbols()
    {
        using var package = _feed.Open("Infra.NixHost.0.*.nupkg");
        using var symbols = _feed.Open("Infra.NixHost.0.*.snupkg");
        var specification = _feed.Specification("Infra.NixHost.0.*.nupkg");
        string? Text(string name) =>
            specification.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value;

        Assert.Multiple(() =>
        {
            Assert.That(
                package.Entries.Select(e => e.FullName),
                Is.SupersetOf([
                    "lib/net10.0/Infra.NixHost.dll",
                    "lib/net10.0/Infra.NixHost.xml",
                    "analyzers/dotnet/cs/Infra.NixHost.Analyzers.dll",
                    "README.md",
                    "logo.png",
                ])
            );
            Assert.That(
                symbols.Entries.Select(e => e.FullName),
                Has.Member("lib/net10.0/Infra.NixHost.pdb")
            );
            Assert.That(Text("license"), Is.EqualTo("MIT"));
            Assert.That(Text("readme"), Is.EqualTo("README.md"));
            Assert.That(Text("description"), Does.Contain("NixOS"));
        });
    }

    [Test]
    public void The_library_says_which_plugin_it_needs_and_where_that_is()
    {
        using var package = _feed.Open("Infra.NixHost.0.*.nupkg");
        using var stream = package.GetEntry("content/pulumi-plugin.json")!.Open();
        using var plugin = JsonDocument.Parse(stream);
        using var schema = JsonDocument.Parse(
            File.ReadAllText(
                Path.Combine(Checkout.Root, "sdk", "Infra.NixHost.Provider", "schema.json")
            )
        );
        string? Schema(string name) => schema.RootElement.GetProperty(name).GetString();

        Assert.That(plugin.RootElement.GetProperty("resource").GetBoolean());
        Assert.That(
            ((string[])["name", "version", "server"]).Select(field =>
                plugin.RootElement.GetProperty(field).GetString()
            ),
            Is.EqualTo([Schema("name"), Schema("version"), Schema("pluginDownloadURL")])
        );
    }

    [Test]
    public void The_library_depends_on_the_package_Pulumi_and_on_nothing_else()
    {
        var dependencies = _feed
            .Specification("Infra.NixHost.0.*.nupkg")
            .Descendants()
            .Where(e => e.Name.LocalName == "dependency")
            .Select(e => (e.Attribute("id")!.Value, e.Attribute("version")!.Value));

        Assert.That(dependencies, Is.EqualTo([("Pulumi", "3.112.1")]));
    }

    [Test]
    public async Task A_project_outside_of_the_repository_compiles_and_runs_with_the_folder_alone()
    {
        await _feed.WriteConfigAsync(_user);
        _user.Write("outside.csproj", Project);
        _user.Write("Program.cs", Outside);

        var output = await Command.OutputAsync(
            _user.Path,
            LocalFeed.Environment,
            "dotnet",
            "run",
            "--tl:off"
        );

        Assert.That(
            output.Trim().Split('\n')[^1].Split(' '),
            Is.EquivalentTo(["image", "os", "lan", "web"])
        );
    }

    private const string Tested = """
        using Infra.NixHost;
        using Infra.NixHost.Testing;
        var wrong = await FailAsync("5 bananas");
        var plan = await NixHostTest.PreviewAsync(new(), () => Build("1GiB"));
        Console.WriteLine(wrong);
        Console.WriteLine(plan.Guests["web"].Definition.Memory);
        static async Task<string> FailAsync(string memory)
        {
            try
            {
                await NixHostTest.PreviewAsync(new(), () => Build(memory));
                return "nothing is wrong";
            }
            catch (StackProblemsException e)
            {
                return e.Message;
            }
        }
        static void Build(string memory) => _ = new NixGuest("web", new()
        {
            Memory = memory,
            Disks = { new GuestDiskArgs { Path = "/dev/vg/web", Kind = GuestDiskKind.Block } },
            Running = false,
        });
        """;

    [Test]
    public async Task The_testing_package_runs_a_stack_outside_of_the_repository()
    {
        await _feed.WriteConfigAsync(_user);
        _user.Write(
            "outside.csproj",
            Project.Replace(
                "Include=\"Infra.NixHost\"",
                "Include=\"Infra.NixHost.Testing\"",
                StringComparison.Ordinal
            )
        );
        _user.Write("Program.cs", Tested);

        var output = await Command.OutputAsync(
            _user.Path,
            LocalFeed.Environment,
            "dotnet",
            "run",
            "--tl:off"
        );

        var lines = output.Trim().Split('\n');
        Assert.That(
            lines[^2],
            Does.StartWith("NixGuest web: memory: \"5 bananas\" is not a valid size")
        );
        Assert.That(lines[^1], Is.EqualTo($"{1L << 30}"));
    }

    [Test]
    public void The_testing_package_shows_compilers_nothing_of_the_provider()
    {
        using var package = _feed.Open("Infra.NixHost.Testing.0.*.nupkg");
        var files = package.Entries.Select(e => e.FullName).ToList();

        Assert.That(
            files.Where(f => f.StartsWith("ref/", StringComparison.Ordinal)),
            Is.EquivalentTo([
                "ref/net10.0/Infra.NixHost.Testing.dll",
                "ref/net10.0/Infra.NixHost.Testing.xml",
            ])
        );
        Assert.That(files, Has.Member("lib/net10.0/pulumi-resource-nixhost.dll"));
    }

    [Test]
    public async Task A_wrong_constant_ends_the_build_of_a_project_outside_with_the_words_of_a_preview()
    {
        await _feed.WriteConfigAsync(_user);
        _user.Write("outside.csproj", Project);
        _user.Write("Program.cs", Outside.Replace("256MiB", "5 bananas", StringComparison.Ordinal));

        var (code, output) = await Command.RunAsync(
            _user.Path,
            LocalFeed.Environment,
            "dotnet",
            "build",
            "--tl:off"
        );

        Assert.That(code, Is.Not.Zero);
        Assert.That(
            output,
            Does.Contain(
                "error NIXHOST0003: OverlayDisk os: size: \"5 bananas\" is not a valid size; give a number of bytes"
            )
        );
    }

    [Test]
    public async Task The_nuget_flavour_builds_a_stack_and_nothing_of_the_stand_in()
    {
        await BuildAsync("examples/quickstart");
        await BuildAsync("sdk/embedded/Pulumi");

        Assert.That(
            Built(),
            Is.EquivalentTo(["Infra.NixHost", "Infra.NixHost.Analyzers", "quickstart"])
        );
        Assert.That(
            await PartsAsync("quickstart"),
            Does.Contain($"\"Pulumi/{LocalFeed.StandInVersion}\"")
        );
    }

    [Test]
    public async Task The_example_that_imports_a_component_takes_it_from_the_package()
    {
        await BuildAsync("examples/import-components", "-p:InfraPackages=feed");

        Assert.That(Built(), Is.EqualTo(["import-components"]));
        Assert.That(await PartsAsync("import-components"), Does.Contain("\"Infra.NixHost/0.1.0\""));
    }

    private string Artifacts => Path.Combine(_user.Path, "artifacts");

    private async Task BuildAsync(string project, params string[] options)
    {
        var config = await _feed.WriteConfigAsync(_user);
        await Command.OutputAsync(
            Checkout.Root,
            LocalFeed.Environment,
            [
                "dotnet",
                "build",
                project,
                "-tl:off",
                "--artifacts-path",
                Artifacts,
                "-p:PulumiSdk=nuget",
                $"-p:PulumiVersion={LocalFeed.StandInVersion}",
                $"-p:RestoreConfigFile={config}",
                .. options,
            ]
        );
    }

    private IEnumerable<string?> Built() =>
        Directory.GetDirectories(Path.Combine(Artifacts, "bin")).Select(Path.GetFileName);

    // These files are part of a program.
    private Task<string> PartsAsync(string program) =>
        File.ReadAllTextAsync(
            Path.Combine(Artifacts, "bin", program, "debug", $"{program}.deps.json")
        );
}
