using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixImage;

internal sealed class NixImageCheckTests
{
    private TestStack _stack = null!;

    [SetUp]
    public void MakeStack() => _stack = new();

    [TearDown]
    public void RemoveStack() => _stack.Dispose();

    private async Task<(string Path, string Reason)> FailureOfAsync(
        params (string, PropertyValue)[] inputs
    ) => (await _stack.FailuresOfAsync("NixImage", "image", PropertyMap.Of(inputs))).Single();

    [Test]
    public async Task A_configuration_that_does_not_exist_is_named_with_the_place_it_was_looked_for()
    {
        var (path, reason) = await FailureOfAsync(("configuration", "./missing.nix"));

        Assert.That(path, Is.EqualTo("configuration"));
        Assert.That(
            reason,
            Is.EqualTo(
                $"\"./missing.nix\": there is no file or directory {_stack.Directory}/missing.nix; correct the path or create it [path-missing]"
            )
        );
    }

    [Test]
    public async Task What_the_configuration_warns_of_reaches_the_user()
    {
        _stack.Write("guest.nix", "{ }");
        _stack.Host.FakeEvaluator.Warnings = "the moon is full";

        await _stack.PreviewAsync(
            "NixImage",
            "image",
            PropertyMap.Of(("configuration", "guest.nix"))
        );

        Assert.That(_stack.Log.Warnings, Is.EqualTo(new[] { "the moon is full" }));
    }

    [Test]
    public async Task An_evaluation_error_is_nixs_own_at_the_source()
    {
        _stack.Write("guest.nix", "{");
        _stack.Host.FakeEvaluator.Failure = new(
            "nix-evaluation",
            "error: syntax error, unexpected end of file, at /x/guest.nix:1:2"
        );

        var (path, reason) = await FailureOfAsync(("expression", "guest.nix"));

        Assert.That(path, Is.EqualTo("expression"));
        Assert.That(reason, Does.Contain("guest.nix:1:2"));
    }

    [TestCase("guset", true)]
    [TestCase("kernel", false)]
    public async Task A_mistyped_attribute_gets_the_nearest_one(string attribute, bool isNear)
    {
        _stack.Write("guest.nix", "{");
        _stack.Host.FakeEvaluator.Failure = new(
            "nix-evaluation",
            $"error: nixhost: there is no attribute \"{attribute}\" (of \"{attribute}\") in /x/guest.nix; there are: base, guest"
        );

        var (_, reason) = await FailureOfAsync(("expression", "guest.nix"));

        Assert.That(
            reason,
            isNear ? Does.Contain("Did you mean \"guest\"?") : Does.Not.Contain("Did you mean")
        );
    }

    [Test]
    public async Task An_image_needs_a_source()
    {
        var (path, reason) = await FailureOfAsync();

        Assert.That(path, Is.EqualTo("configuration"));
        Assert.That(
            reason,
            Does.Contain("exactly one of configuration, flake, expression and storePath")
        );
    }

    [Test]
    public async Task An_image_has_one_source_only()
    {
        _stack.Write("guest.nix", "x");

        var (path, reason) = await FailureOfAsync(
            ("expression", "guest.nix"),
            ("flake", ".#guest")
        );

        Assert.That(path, Is.EqualTo("expression"));
        Assert.That(reason, Does.Contain("is set besides flake"));
    }

    [Test]
    public async Task A_disk_size_of_bananas_is_refused()
    {
        _stack.Write("guest.nix", "x");

        var (path, reason) = await FailureOfAsync(
            ("configuration", "guest.nix"),
            ("diskSize", "5 bananas")
        );

        Assert.That(path, Is.EqualTo("diskSize"));
        Assert.That(reason, Does.Contain("5 bananas").And.Contains("8GiB").Or.Contains("20GiB"));
    }

    [Test]
    public async Task Secret_arguments_are_refused_because_the_store_is_public()
    {
        _stack.Write("guest.nix", "x");

        var (path, reason) = await FailureOfAsync(
            ("expression", "guest.nix"),
            ("arguments", PropertyMap.Of(("token", new PropertyValue.Secret("hush"))))
        );

        Assert.That(path, Is.EqualTo("arguments"));
        Assert.That(reason, Does.Contain("Nix store").And.Not.Contain("hush"));
    }

    [Test]
    public async Task A_flake_is_split_into_reference_and_attribute()
    {
        await _stack.FailuresOfAsync(
            "NixImage",
            "image",
            PropertyMap.Of(("flake", "./here#packages.x"))
        );

        var seen = _stack.Host.FakeEvaluator.Seen.Single();
        Assert.That(
            (seen.Source, seen.Attribute),
            Is.EqualTo(($"{_stack.Directory}/here", "packages.x"))
        );
    }
}
