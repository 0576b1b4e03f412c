using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.ConfigDisk;

internal sealed class ConfigDiskTests
{
    private const string Type = "ConfigDisk";
    private TestStack _stack = null!;

    private static PropertyMap Inputs => PropertyMap.Of(("source", "config"));

    [SetUp]
    public void MakeStack()
    {
        _stack = new();
        _stack.Write("config/hostname", "lilly\n");
    }

    [TearDown]
    public void RemoveStack() => _stack.Dispose();

    private async Task<(string Path, string Reason)> FailureOfAsync(
        params (string, PropertyValue)[] inputs
    ) => (await _stack.FailuresOfAsync(Type, "config", PropertyMap.Of(inputs))).Single();

    [Test]
    public async Task A_preview_knows_all_outputs_and_writes_nothing()
    {
        var preview = await _stack.PreviewAsync(Type, "config", Inputs);

        Assert.That(_stack.Host.Calls.Writes, Is.Empty);
        Assert.That(
            (await _stack.UpAsync(Type, "config", Inputs)).Outputs.Without(Owners.Output),
            Is.EqualTo(preview.Outputs)
        );
        Assert.That(
            preview.Outputs["deviceLink"],
            Is.EqualTo((PropertyValue)"/dev/disk/by-id/virtio-config-part1")
        );
    }

    [Test]
    public async Task New_content_is_an_update_that_the_preview_knows()
    {
        await _stack.UpAsync(Type, "config", Inputs);
        _stack.Write("config/hostname", "rose\n");

        var preview = await _stack.PreviewAsync(Type, "config", Inputs);
        var up = await _stack.UpAsync(Type, "config", Inputs);

        Assert.That((preview.Operation, up.Operation), Is.EqualTo(("update", "update")));
        Assert.That(up.Outputs, Is.EqualTo(preview.Outputs));
        Assert.That(_stack.Host.FakeStore.Roots, Has.Count.EqualTo(1));
        Assert.That(up.Outputs["generation"], Is.EqualTo((PropertyValue)2));
        Assert.That(
            up.Diff!.Changes.Select(c => (c.Path, c.Impact)),
            Is.EqualTo(new[] { ("files.hostname", ChangeImpact.InPlace) })
        );
    }

    [Test]
    public async Task The_same_content_from_another_directory_changes_nothing_on_the_host()
    {
        await _stack.UpAsync(Type, "config", Inputs);
        _stack.Write("copy/hostname", "lilly\n");
        _stack.Host.Calls.Clear();

        var up = await _stack.UpAsync(Type, "config", PropertyMap.Of(("source", "copy")));

        Assert.That(up.Diff!.Changes.Single().Impact, Is.EqualTo(ChangeImpact.None));
        Assert.That(up.Outputs["generation"], Is.EqualTo((PropertyValue)1));
    }

    [Test]
    public async Task A_lost_root_is_made_again_by_the_next_up_alone()
    {
        await _stack.UpAsync(Type, "config", Inputs);
        _stack.Host.FakeStore.Roots.Clear();

        var up = await _stack.UpAsync(Type, "config", Inputs);

        Assert.That(up.Operation, Is.EqualTo("update"));
        Assert.That(_stack.Host.FakeStore.Roots, Has.Count.EqualTo(1));
        Assert.That(up.Outputs["generation"], Is.EqualTo((PropertyValue)1));
        Assert.That((await _stack.UpAsync(Type, "config", Inputs)).Operation, Is.EqualTo("same"));
    }

    [Test]
    public async Task A_file_that_would_be_a_directory_too_is_refused()
    {
        var (path, reason) = await FailureOfAsync(
            ("files", PropertyMap.Of(("a", "x"), ("a/b", "y")))
        );

        Assert.That(path, Is.EqualTo("files"));
        Assert.That(reason, Does.Contain("\"a\"").And.Contains("\"a/b\""));
    }

    [Test]
    public async Task Files_are_served_like_a_directory()
    {
        var step = await _stack.UpAsync(
            Type,
            "config",
            PropertyMap.Of(("files", PropertyMap.Of(("hostname", "lilly\n"))))
        );
        var same = await _stack.UpAsync(Type, "config", Inputs);

        Assert.That(step.Outputs["contentHash"], Is.EqualTo(same.Outputs["contentHash"]));
    }

    [Test]
    public async Task A_host_path_never_enters_the_store()
    {
        var step = await _stack.UpAsync(
            Type,
            "config",
            PropertyMap.Of(("hostPath", Path.Combine(_stack.Directory, "config")))
        );

        Assert.That(step.Outputs["storePath"], Is.EqualTo((PropertyValue)""));
        Assert.That(_stack.Host.Calls.Writes, Is.Empty);
    }

    [Test]
    public async Task Deleting_drops_the_root()
    {
        await _stack.UpAsync(Type, "config", Inputs);

        await _stack.DestroyAsync(Type, "config");

        Assert.That(_stack.Host.FakeStore.Roots, Is.Empty);
    }

    [Test]
    public async Task A_missing_directory_is_named_with_the_place_it_was_looked_for()
    {
        var (path, reason) = await FailureOfAsync(("source", "nowhere"));

        Assert.That(path, Is.EqualTo("source"));
        Assert.That(reason, Does.Contain($"{_stack.Directory}/nowhere does not exist"));
    }

    [TestCase("id_ed25519", "key")]
    [TestCase("server.pem", "-----BEGIN OPENSSH PRIVATE KEY-----\nx")]
    public async Task A_private_key_is_kept_out_of_the_store(string name, string content)
    {
        _stack.Write($"config/{name}", content);

        var (path, reason) = await FailureOfAsync(("source", "config"));

        Assert.That(path, Is.EqualTo("source"));
        Assert.That(
            reason,
            Does.Contain($"private key \"{name}\"").And.Contains("as a secret in files")
        );
    }

    [Test]
    public async Task A_dangling_link_is_refused()
    {
        File.CreateSymbolicLink(Path.Combine(_stack.Directory, "config", "link"), "nowhere");

        var (_, reason) = await FailureOfAsync(("source", "config"));

        Assert.That(reason, Does.Contain("\"link\" to nowhere, which does not exist"));
    }

    [Test]
    public async Task Version_control_does_not_count()
    {
        _stack.Write("config/.git/id_rsa", "key");

        Assert.That(await _stack.FailuresOfAsync(Type, "config", Inputs), Is.Empty);
    }

    [Test]
    public async Task A_serial_longer_than_virtio_carries_is_refused()
    {
        var (path, reason) = await FailureOfAsync(
            ("source", "config"),
            ("serial", "this-serial-is-too-long")
        );

        Assert.That(path, Is.EqualTo("serial"));
        Assert.That(reason, Does.Contain("20 characters"));
    }
}
