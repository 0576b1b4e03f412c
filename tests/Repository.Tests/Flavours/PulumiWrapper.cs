namespace Repository.Tests.Flavours;

/// <summary>Tests <c>./pulumi</c> in a checkout whose programs are stubs that print their arguments.</summary>
public sealed class PulumiWrapper
{
    private const string Say = """
        #!/bin/sh
        [ "$1" != version ] || { echo "$VERSION_OF_CLI"; exit; }
        echo "NAME arguments: $*"
        echo "PulumiSdk: ${PulumiSdk-none}"
        exit 3
        """;

    private TemporaryDirectory _checkout = null!;

    [SetUp]
    public void MakeCheckout()
    {
        _checkout = new();
        File.Copy(Path.Combine(Checkout.Root, "pulumi"), Path.Combine(_checkout.Path, "pulumi"));
        _checkout.WriteScript("bin/pulumi", Say.Replace("NAME", "cli", StringComparison.Ordinal));
        _checkout.WriteScript(
            "artifacts/bin/Infra.Cli/debug/infra",
            Say.Replace("NAME", "infra", StringComparison.Ordinal)
        );
        _checkout.WriteScript(
            "artifacts/bin/Infra.NixHost.Provider/debug/pulumi-resource-nixhost",
            Say
        );
        foreach (var source in new[] { "sdk/a.cs", "Directory.Build.props", "global.json" })
        {
            _checkout.Write(source, "");
        }

        // The binaries are newer than the sources, so nothing is built.
        File.SetLastWriteTimeUtc(
            _checkout.Write("artifacts/pulumi.stamp", ""),
            DateTime.UtcNow.AddHours(1)
        );
    }

    [TearDown]
    public void Remove() => _checkout.Dispose();

    [Test]
    public async Task A_cli_in_the_path_is_handed_everything_and_the_flavour_of_the_package()
    {
        var (code, output) = await RunAsync("v3.259.0", null, "up", "--stack", "a b");

        Assert.That(output, Is.EqualTo("cli arguments: up --stack a b\nPulumiSdk: nuget\n"));
        Assert.That(code, Is.EqualTo(3));
    }

    [TestCase("v3.259.0", "embedded")]
    [TestCase("v2.25.0", null)]
    [TestCase("", null)]
    public async Task The_embedded_engine_runs_otherwise_with_the_stand_in(
        string version,
        string? engine
    )
    {
        var (code, output) = await RunAsync(version, engine, "preview");

        Assert.That(output, Is.EqualTo("infra arguments: preview\nPulumiSdk: none\n"));
        Assert.That(code, Is.EqualTo(3));
    }

    [Test]
    public async Task A_cli_that_is_asked_for_by_name_is_taken_whatever_its_version()
    {
        var (_, output) = await RunAsync("v2.25.0", "pulumi", "up");

        Assert.That(output, Does.StartWith("cli arguments: up"));
    }

    [Test]
    public async Task An_engine_nobody_knows_is_refused_with_those_that_are_known()
    {
        var (code, output) = await RunAsync("v3.259.0", "other", "up");

        Assert.That(code, Is.EqualTo(1));
        Assert.That(output, Does.Contain("\"other\"").And.Contain("auto, embedded or pulumi"));
    }

    [TestCase("new TEMPLATE --dir rose", "new nixhost-csharp --dir rose")]
    [TestCase("-C rose new --yes TEMPLATE", "-C rose new --yes nixhost-csharp")]
    [TestCase("new --name nixhost-csharp TEMPLATE", "new --name nixhost-csharp nixhost-csharp")]
    [TestCase("new aws-csharp", "new aws-csharp")]
    [TestCase("stack init nixhost-csharp", "stack init nixhost-csharp")]
    public async Task A_cli_is_given_a_template_of_the_repository_as_a_folder(
        string expected,
        string typed
    )
    {
        var template = _checkout.Write(
            "sdk/Infra.NixHost.Templates/nixhost-csharp/Pulumi.yaml",
            ""
        );

        var (_, output) = await RunAsync("v3.259.0", null, typed.Split(' '));

        var folder = Path.GetDirectoryName(template);
        Assert.That(
            output,
            Does.StartWith(
                $"cli arguments: {expected.Replace("TEMPLATE", folder, StringComparison.Ordinal)}\n"
            )
        );
    }

    private Task<(int Code, string Output)> RunAsync(
        string version,
        string? engine,
        params string[] arguments
    ) =>
        Command.RunAsync(
            _checkout.Path,
            new Dictionary<string, string?>
            {
                ["PATH"] =
                    $"{Path.Combine(_checkout.Path, "bin")}:{Environment.GetEnvironmentVariable("PATH")}",
                ["VERSION_OF_CLI"] = version,
                ["INFRA_ENGINE"] = engine,
                ["PulumiSdk"] = null,
            },
            [Path.Combine(_checkout.Path, "pulumi"), .. arguments]
        );
}
