using System.Text;
using System.Text.RegularExpressions;
using Infra.Cli.Templates;

namespace Infra.Cli.Tests.CommandLines;

/// <summary>Projects made from templates.</summary>
internal sealed class NewTests
{
    private CliHarness _cli = null!;

    [SetUp]
    public void EmptyDirectory()
    {
        _cli = new();
        _cli.Variables.Remove("PULUMI_BACKEND_URL");
        File.Delete(_cli.PathOf("Pulumi.yaml"));
    }

    private static readonly string[] Created =
    [
        ".gitignore",
        "Directory.Build.props",
        "Program.cs",
        "Pulumi.dev.yaml",
        "Pulumi.yaml",
        "README.md",
        "pulumi",
        "shop.csproj",
    ];

    [TearDown]
    public void RemoveDirectory() => _cli.Dispose();

    [Test]
    public async Task A_project_has_the_names_that_were_given_and_a_stack()
    {
        var result = await _cli.RunAsync(
            "new",
            "csharp",
            "--yes",
            "--dir",
            "shop",
            "-d",
            "Sells: \"all\"",
            "-c",
            "size=3"
        );

        var manifest = await File.ReadAllTextAsync(_cli.PathOf("shop", "Pulumi.yaml"));
        Assert.Multiple(async () =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Success), result.ToString());
            Assert.That(
                result.Output,
                Is.EqualTo(
                    "Created project 'shop'\nCreated stack 'dev'\n\nYour new project is ready to go!\nNext: cd <dir>/shop && ./pulumi up\n"
                )
            );
            Assert.That(manifest, Does.StartWith("name: shop\ndescription: "));
            Assert.That(manifest, Does.Not.Contain("template").And.Not.Contain("${"));
            Assert.That(
                (await _cli.RunAsync("stack", "ls", "-C", "shop")).Output,
                Does.Contain("dev*")
            );
            Assert.That(
                (await _cli.RunAsync("config", "get", "size", "-C", "shop")).Output,
                Is.EqualTo("3\n")
            );
            Assert.That(
                Directory
                    .GetFiles(_cli.PathOf("shop"))
                    .Select(Path.GetFileName)
                    .Order(StringComparer.Ordinal),
                Is.EqualTo(Created)
            );
        });
    }

    [Test]
    public async Task The_quickstart_can_be_the_beginning_of_a_project()
    {
        await _cli.RunAsync("new", "nixhost-csharp", "-y", "-g", "-n", "rose");

        Assert.Multiple(async () =>
        {
            Assert.That(
                await File.ReadAllTextAsync(_cli.PathOf("Program.cs")),
                Does.Contain("new NixGuest(").And.Not.Contain("quickstart")
            );
            Assert.That(
                await File.ReadAllTextAsync(_cli.PathOf("config", "hostname")),
                Is.EqualTo("rose\n")
            );
            Assert.That(
                File.GetUnixFileMode(_cli.PathOf("guest", "build.sh")),
                Is.EqualTo(
                    File.GetUnixFileMode(_cli.PathOf("guest", "build.sh"))
                        | UnixFileMode.UserExecute
                )
            );
            Assert.That(File.Exists(_cli.PathOf("Pulumi.dev.yaml")), Is.False);
            Assert.That(
                File.GetUnixFileMode(_cli.PathOf("pulumi")).HasFlag(UnixFileMode.UserExecute)
            );
            Assert.That(
                await File.ReadAllTextAsync(_cli.PathOf("config", "address")),
                Does.Match(@"^10\.\d+\.0\.\d+/24\n\z").And.Not.Contain(".0.10/")
            );
            Assert.That(
                await File.ReadAllTextAsync(_cli.PathOf("README.md")),
                Does.StartWith("# rose\n").And.Not.Contain("${")
            );
            Assert.That(
                await File.ReadAllTextAsync(_cli.PathOf("Directory.Build.props")),
                Does.Contain($"'{RepositoryClone.Find()!.Root}'")
            );
        });
    }

    // The Pulumi CLI copies the same folders, and these are its variables.
    [Test]
    public void A_template_without_a_clone_has_only_the_variables_that_pulumi_knows()
    {
        var files = EmbeddedFiles.Below("templates/").ToArray();

        Assert.That(
            files
                .Select(file => file.Path + Encoding.UTF8.GetString(file.Content))
                .SelectMany(text => Regex.Matches(text, @"\$\{[A-Z]+\}"))
                .Select(match => match.Value)
                .Distinct(),
            Is.EquivalentTo(["${PROJECT}", "${DESCRIPTION}"])
        );
    }

    [Test]
    public async Task On_a_terminal_everything_is_asked_for()
    {
        _cli.IsTerminal = true;

        var result = await _cli.RunWithInputAsync("csharp\nshop\n\nprod\n", "new");

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Success), result.ToString());
            Assert.That(result.Output, Does.Contain("Project description (A minimal C# program):"));
            Assert.That(
                result.Output,
                Does.Contain("Created project 'shop'\nCreated stack 'prod'")
            );
        });
    }

    [Test]
    public async Task A_folder_of_the_users_own_can_be_the_template()
    {
        Directory.CreateDirectory(_cli.PathOf("mine", "src"));
        await File.WriteAllTextAsync(
            _cli.PathOf("mine", "Pulumi.yaml"),
            "name: ${PROJECT}\n# kept\nruntime: nodejs\ntemplate:\n  config:\n    size: {default: 4}\n    pin: {secret: true, description: the pin}\nmain: src\n"
        );
        await File.WriteAllTextAsync(
            _cli.PathOf("mine", "src", "${PROJECT}.js"),
            "// ${PROJECT}\n"
        );

        var missing = await _cli.RunAsync("new", "mine", "-y", "--dir", "a");
        var result = await _cli.RunAsync("new", "mine", "-y", "--dir", "b", "-c", "pin=1");

        Assert.Multiple(async () =>
        {
            Assert.That(missing.Error, Does.Contain("needs a value for 'pin' (the pin)"));
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Success), result.ToString());
            Assert.That(
                await File.ReadAllTextAsync(_cli.PathOf("b", "Pulumi.yaml")),
                Is.EqualTo("name: b\n# kept\nruntime: nodejs\nmain: src\n")
            );
            Assert.That(
                await File.ReadAllTextAsync(_cli.PathOf("b", "src", "b.js")),
                Is.EqualTo("// b\n")
            );
            Assert.That(
                (await _cli.RunAsync("config", "get", "size", "-C", "b")).Output,
                Is.EqualTo("4\n")
            );
        });
    }

    [TestCase("new -y", "needs a template: csharp, nixhost-csharp")]
    [TestCase("new csharp", "pass --yes")]
    [TestCase("new csharb -y", "Did you mean 'csharp'?")]
    [TestCase("new https://example.org/t -y", "not part of the embedded engine")]
    [TestCase("new csharp -y -n a/b", "'a/b' is not a valid project name")]
    [TestCase("new csharp -y --dir full", "is not empty")]
    public async Task What_cannot_be_is_refused_and_nothing_written(string command, string why)
    {
        if (command.EndsWith("full", StringComparison.Ordinal))
        {
            Directory.CreateDirectory(_cli.PathOf("full", "things"));
        }

        var result = await _cli.RunAsync(command.Split(' '));

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.Not.EqualTo(ExitCode.Success));
            Assert.That(result.Error, Does.Contain(why));
            Assert.That(Directory.GetFiles(_cli.Directory), Is.Empty);
        });
    }

    [Test]
    public async Task The_templates_are_listed()
    {
        var result = await _cli.RunAsync("new", "--list-templates");

        Assert.That(
            result.Output,
            Does.Contain("csharp").And.Contain("A minimal C# program").And.Contain("nixhost-csharp")
        );
    }
}
