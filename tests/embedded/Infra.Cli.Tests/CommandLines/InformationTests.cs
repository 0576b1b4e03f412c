using System.Formats.Tar;
using System.IO.Compression;

namespace Infra.Cli.Tests.CommandLines;

/// <summary>The commands about the user, the backend and the machine.</summary>
internal sealed class InformationTests
{
    private CliHarness _cli = null!;

    [SetUp]
    public void MakeDirectory() => _cli = new();

    [TearDown]
    public void RemoveDirectory() => _cli.Dispose();

    [TestCase("whoami", "tester\n")]
    [TestCase("whoami -v", "User: tester\nBackend URL: file://<dir>\n")]
    [TestCase("whoami --json", "{\n  \"user\": \"tester\",\n  \"url\": \"file://<dir>\"\n}\n")]
    public async Task The_user_is_the_one_of_the_machine(string command, string output)
    {
        var result = await _cli.RunAsync(command.Split(' '));

        Assert.That(result.Output, Is.EqualTo(output), result.ToString());
    }

    [Test]
    public async Task A_login_is_remembered_until_the_logout()
    {
        _cli.Variables.Remove("PULUMI_BACKEND_URL");
        Directory.CreateDirectory(_cli.PathOf("state"));

        var login = await _cli.RunAsync("login", $"file://{_cli.PathOf("state")}");
        var during = await _cli.RunAsync("whoami", "--json");
        await _cli.RunAsync("logout");
        var after = await _cli.RunAsync("whoami", "--json");

        Assert.Multiple(() =>
        {
            Assert.That(
                login.Output,
                Is.EqualTo("Logged in to testhost as tester (file://<dir>/state)\n")
            );
            Assert.That(during.Output, Does.Contain("file://<dir>/state"));
            Assert.That(after.Output, Does.Contain("file://~"));
        });
    }

    [Test]
    public async Task A_backend_that_is_no_directory_is_refused()
    {
        var missing = await _cli.RunAsync("login", "file:///does/not/exist");
        var cloud = await _cli.RunAsync("login", "https://api.pulumi.com");

        Assert.Multiple(() =>
        {
            Assert.That(
                missing.Error,
                Does.Contain("'/does/not/exist'").And.Contain("does not exist")
            );
            Assert.That(cloud.Error, Does.Contain("https://api.pulumi.com").And.Contain("file://"));
        });
    }

    [Test]
    public async Task About_tells_what_a_bug_report_needs()
    {
        var result = await _cli.RunAsync("about");

        Assert.That(
            result.Output,
            Does.Contain("version")
                .And.Contain("dotnet")
                .And.Contain("web (<dir>/Pulumi.yaml)")
                .And.Match("plugins +none\n")
        );
    }

    [Test]
    public async Task About_counts_the_resources_of_the_stack()
    {
        using var cli = await CliHarness.WithStackAsync();
        await cli.RunAsync("up", "--yes", "--skip-preview");

        var result = await cli.RunAsync("about");

        Assert.That(result.Output, Does.Match("resources +2\n"));
    }

    [Test]
    public async Task About_has_what_the_provider_says_of_the_host()
    {
        await File.WriteAllTextAsync(
            _cli.PathOf("Pulumi.yaml"),
            "name: web\nruntime: dotnet\nplugins:\n  providers:\n    - name: nixhost\n      path: bin\n"
        );
        Directory.CreateDirectory(_cli.PathOf("bin"));
        var provider = _cli.PathOf("bin", "pulumi-resource-nixhost");
        await File.WriteAllTextAsync(
            provider,
            "#!/bin/sh\nprintf 'QEMU          7.2.22\\nNix           2.8.0\\n\\nerror: no libvirt\\n'; exit 1\n"
        );
        File.SetUnixFileMode(provider, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var result = await _cli.RunAsync("about");

        Assert.That(
            result.Output,
            Does.Match("QEMU +7\\.2\\.22\n")
                .And.Match("Nix +2\\.8\\.0\n")
                .And.Match("plugins +nixhost\n")
                .And.Not.Contain("no libvirt")
        );
    }

    [Test]
    public async Task The_plugins_of_the_project_are_listed()
    {
        await File.WriteAllTextAsync(
            _cli.PathOf("Pulumi.yaml"),
            "name: web\nruntime: dotnet\nplugins:\n  providers:\n    - name: nixhost\n      path: bin\n"
        );

        Directory.CreateDirectory(_cli.PathOf("bin", "more"));
        await File.WriteAllBytesAsync(_cli.PathOf("bin", "a"), new byte[1_200_000]);
        await File.WriteAllBytesAsync(_cli.PathOf("bin", "more", "b"), new byte[34_000]);
        File.CreateSymbolicLink(_cli.PathOf("bin", "link"), "nowhere");

        var result = await _cli.RunAsync("plugin", "ls");

        Assert.That(
            result.Output,
            Is.EqualTo(
                "NAME     KIND      VERSION  SIZE    DIRECTORY\n"
                    + "nixhost  resource  any      1.2 MB  <dir>/bin\n\n"
                    + "TOTAL plugin cache size: 1.2 MB\n"
            )
        );
    }

    [TestCase("plugin.tar.gz")]
    [TestCase("plugin")]
    [TestCase("plugin/pulumi-resource-desk")]
    public async Task A_plugin_is_installed_from_a_file_and_removed(string source)
    {
        Directory.CreateDirectory(_cli.PathOf("plugin"));
        var program = _cli.PathOf("plugin", "pulumi-resource-desk");
        await File.WriteAllTextAsync(program, "#!/bin/sh\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await using (var file = File.Create(_cli.PathOf("plugin.tar.gz")))
        await using (var packed = new GZipStream(file, CompressionMode.Compress))
        {
            await TarFile.CreateFromDirectoryAsync(_cli.PathOf("plugin"), packed, false);
        }

        var installed = await _cli.RunAsync([
            .. "plugin install resource desk v1.2.3 --file".Split(' '),
            source,
        ]);
        var listed = await _cli.RunAsync("plugin", "ls");
        var declined = await _cli.RunAsync("plugin", "rm", "resource", "desk");
        var removed = await _cli.RunAsync("plugin", "rm", "resource", "desk", "--yes");

        Assert.Multiple(async () =>
        {
            Assert.That(installed.ExitCode, Is.EqualTo(ExitCode.Success), installed.ToString());
            Assert.That(
                listed.Output,
                Does.Contain(
                    "desk  resource  1.2.3    10 B  <dir>/.pulumi/plugins/resource-desk-v1.2.3"
                )
            );
            Assert.That(declined.Error, Does.Contain("no plugin was removed"));
            Assert.That(removed.Output, Does.Contain("Removed 1 plugins"));
            Assert.That((await _cli.RunAsync("plugin", "ls")).Output, Does.Not.Contain("desk"));
        });
    }

    [Test]
    public async Task A_file_that_is_not_the_plugin_is_not_installed()
    {
        Directory.CreateDirectory(_cli.PathOf("plugin"));

        var wrong = await _cli.RunAsync("plugin install resource desk 1.0.0 -f plugin".Split(' '));
        var none = await _cli.RunAsync("plugin", "install", "resource", "desk");

        Assert.That(wrong.Error, Does.Contain("is not the plugin desk"));
        Assert.That(none.Error, Does.Contain("NAME VERSION --file TARBALL"));
        Assert.That(Directory.GetFileSystemEntries(_cli.PathOf(".pulumi", "plugins")), Is.Empty);
    }

    [Test]
    public async Task The_plugins_of_the_project_are_listed_as_json()
    {
        await File.WriteAllTextAsync(
            _cli.PathOf("Pulumi.yaml"),
            "name: web\nruntime: dotnet\nplugins:\n  providers:\n    - name: nixhost\n      path: bin\n"
        );

        var result = await _cli.RunAsync("plugin", "ls", "--json");

        Assert.That(
            result.Output,
            Does.Contain("\"name\": \"nixhost\"").And.Contain("\"directory\": \"<dir>/bin\"")
        );
    }

    [TestCase(
        "plugin ls",
        "random resource 4.16.3 0 B <dir>/.pulumi/plugins/resource-random-v4.16.3\n"
    )]
    [TestCase("plugin ls -p", "")]
    public async Task The_plugins_of_the_plugin_folder_are_listed_unless_only_the_projects_are_wanted(
        string command,
        string rest
    )
    {
        await File.WriteAllTextAsync(
            _cli.PathOf("Pulumi.yaml"),
            "name: web\nruntime: dotnet\nplugins:\n  providers:\n    - name: desk\n      path: bin\n"
        );
        var plugins = _cli.PathOf(".pulumi", "plugins");
        Directory.CreateDirectory(Path.Combine(plugins, "resource-random-v4.16.3"));
        // On its way, and no provider.
        Directory.CreateDirectory(Path.Combine(plugins, "resource-aws-v7.0.0"));
        await File.WriteAllTextAsync(Path.Combine(plugins, "resource-aws-v7.0.0.partial"), "");
        Directory.CreateDirectory(Path.Combine(plugins, "language-go-v3.0.0"));

        var result = await _cli.RunAsync(command.Split(' '));

        Assert.That(
            result.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Is.EqualTo(
                $"NAME KIND VERSION SIZE DIRECTORY\ndesk resource any 0 B <dir>/bin\n{rest}\nTOTAL plugin cache size: 0 B\n".Split(
                    ' '
                )
            )
        );
    }

    [Test]
    public async Task The_version_can_be_asked_for_by_an_option()
    {
        var option = await _cli.RunAsync("--version");
        var command = await _cli.RunAsync("version");

        Assert.That(option.Output, Does.StartWith("v3.").And.EqualTo(command.Output));
    }

    [Test]
    public async Task Help_can_be_asked_for_by_a_command()
    {
        var asked = await _cli.RunAsync("help", "stack", "tag");
        var usual = await _cli.RunAsync("stack", "tag", "--help");

        Assert.That(asked.Output, Is.EqualTo(usual.Output).And.Contain("stack tag"));
    }

    [Test]
    public async Task Outside_of_a_project_the_way_to_one_is_shown()
    {
        File.Delete(_cli.PathOf("Pulumi.yaml"));

        var result = await _cli.RunAsync("preview");

        Assert.That(result.Error, Does.Contain("Pulumi.yaml"), result.ToString());
    }
}
