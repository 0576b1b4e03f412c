using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.ConfigDisk;

/// <summary>Secret files reach the guest and nobody else.</summary>
internal sealed class SecretFilesTests
{
    private const string Type = "ConfigDisk";
    private const string Hush = "hush-hush";
    private TestStack _stack = null!;

    [SetUp]
    public void MakeStack() => _stack = new();

    [TearDown]
    public void RemoveStack() => _stack.Dispose();

    private static PropertyMap Inputs(string token = Hush) =>
        PropertyMap.Of(
            (
                "files",
                PropertyMap.Of(("hostname", "lilly"), ("token", new PropertyValue.Secret(token)))
            )
        );

    /// <summary>As a program in C# gives it: the map as a whole is marked.</summary>
    private static PropertyMap Marked(string token) =>
        PropertyMap.Of(("files", new PropertyValue.Secret(PropertyMap.Of(("token", token)))));

    [Test]
    public async Task They_go_to_an_image_outside_the_store_and_nowhere_else()
    {
        var preview = await _stack.PreviewAsync(Type, "config", Inputs());
        Assert.That(_stack.Host.Calls.Writes, Is.Empty);
        var up = await _stack.UpAsync(Type, "config", Inputs());

        var image = ((PropertyValue.String)up.Outputs["path"]).Value;
        Assert.That(up.Outputs.Without(Owners.Output), Is.EqualTo(preview.Outputs));
        Assert.That(
            await File.ReadAllTextAsync(image),
            Is.EqualTo($"hostname=lilly\ntoken={Hush}\n")
        );
        Assert.That(_stack.Host.FakeStore.Valid, Is.Empty);
        Assert.That(up.Outputs["storePath"], Is.EqualTo((PropertyValue)""));
        Assert.That(
            Directory
                .EnumerateFiles(_stack.Directory, "*", SearchOption.AllDirectories)
                .Where(f => !f.Contains("/owners/", StringComparison.Ordinal)),
            Is.EqualTo(new[] { image }),
            "nothing is left of the way there"
        );
    }

    [Test]
    public async Task What_could_be_guessed_from_is_a_secret_in_the_state()
    {
        var up = await _stack.UpAsync(Type, "config", Inputs());

        Assert.That(up.Outputs["contentHash"], Is.InstanceOf<PropertyValue.Secret>());
        Assert.That(up.Inputs["__content"].ContainsSecrets, Is.True);
        Assert.That($"{up.Inputs}{up.Outputs}", Does.Not.Contain(Hush));
    }

    [Test]
    public async Task A_changed_secret_makes_a_new_generation_and_shows_neither_value()
    {
        await _stack.UpAsync(Type, "config", Marked(Hush));

        var up = await _stack.UpAsync(Type, "config", Marked("ssshhh"));

        Assert.That(up.Operation, Is.EqualTo("update"));
        Assert.That(up.Outputs["generation"], Is.EqualTo((PropertyValue)2));
        var shown = string.Join('\n', _stack.Log.Lines);
        Assert.That(
            shown,
            Does.Contain("token [secret]").And.Not.Contains(Hush).And.Not.Contains("ssshhh")
        );
    }

    [Test]
    public async Task The_same_secret_changes_nothing()
    {
        await _stack.UpAsync(Type, "config", Inputs());
        _stack.Restart();
        _stack.Host.Calls.Clear();

        var up = await _stack.UpAsync(Type, "config", Inputs());

        Assert.That(up.Operation, Is.EqualTo("same"));
        Assert.That(_stack.Host.Calls.Writes, Is.Empty);
    }

    [Test]
    public async Task A_directory_that_others_can_read_is_refused_for_them()
    {
        var failure = (
            await _stack.FailuresOfAsync(Type, "config", Inputs().With("format", "fat"))
        ).Single();

        Assert.That(failure.Path, Is.EqualTo("format"));
        Assert.That(failure.Reason, Does.Contain("\"iso\"").And.Not.Contains(Hush));
    }

    [Test]
    public async Task A_private_key_that_is_not_marked_as_a_secret_is_refused_with_the_way_out()
    {
        var failure = (
            await _stack.FailuresOfAsync(
                Type,
                "config",
                PropertyMap.Of(("files", PropertyMap.Of(("key", "-----BEGIN PRIVATE KEY-----\n"))))
            )
        ).Single();

        Assert.That(failure.Path, Is.EqualTo("files"));
        Assert.That(failure.Reason, Does.Contain("as a secret"));
    }

    [Test]
    public async Task What_a_killed_run_left_of_them_goes_with_the_next()
    {
        var image = (
            (PropertyValue.String)(await _stack.UpAsync(Type, "config", Inputs())).Outputs["path"]
        ).Value;
        Directory.CreateDirectory(image + ".files");
        await File.WriteAllTextAsync(image + ".files/token", "left");
        _stack.Forget(Type, "config");
        _stack.Restart();

        await _stack.UpAsync(Type, "config", Inputs());

        Assert.That(Directory.Exists(image + ".files"), Is.False);
    }
}
