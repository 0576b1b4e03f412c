using Infra.Engine.State;
using Infra.Engine.Tests.State;
using Infra.Protocol;

namespace Infra.Engine.Tests.Backend;

/// <summary>States that are damaged, half written or of another kind.</summary>
public sealed class DamagedBackendTests
{
    private TestBackend _test = null!;

    [SetUp]
    public void SetUp() => _test = new();

    [TearDown]
    public void TearDown() => _test.Dispose();

    [TestCase("{", "not valid JSON")]
    [TestCase("", "not valid JSON")]
    [TestCase("""{"version":5,"checkpoint":{}}""", "newer engine")]
    public async Task A_state_that_cannot_be_used_is_refused_untouched_and_the_backup_named(
        string content,
        string reason
    )
    {
        var (backend, stored) = await _test.CreateAsync();
        await TestBackend.RunAsync(backend, stored, Sample.Root());
        await File.WriteAllTextAsync(_test.StatePath, content);

        Assert.That(
            async () => await backend.LoadAsync(_test.Stack, CancellationToken.None),
            Throws
                .TypeOf<InfraException>()
                .With.Message.Contains(reason)
                .And.Message.Contains(_test.StatePath)
                .And.Message.Contains($"{_test.StatePath}.bak")
        );
        Assert.That(await File.ReadAllTextAsync(_test.StatePath), Is.EqualTo(content));
    }

    [Test]
    public async Task A_missing_parent_is_refused_on_load_and_before_a_save()
    {
        var (backend, stored) = await _test.CreateAsync();
        await TestBackend.RunAsync(backend, stored, Sample.Root(), Sample.Guest("web"));
        var loaded = await backend.LoadAsync(_test.Stack, CancellationToken.None);
        var orphan = new Snapshot { Resources = [loaded.Snapshot.Resources[1]] };
        var before = await File.ReadAllTextAsync(_test.StatePath);

        Assert.That(
            async () => await backend.SaveAsync(loaded, orphan),
            Throws
                .TypeOf<InfraException>()
                .With.Message.Contains("refers to its parent")
                .And.Message.Contains("not changed")
        );
        Assert.That(await File.ReadAllTextAsync(_test.StatePath), Is.EqualTo(before));
    }

    [Test]
    public async Task An_unsound_state_can_be_loaded_to_repair_it()
    {
        await _test.CreateAsync();
        var lenient = await _test.OpenAsync(checkIntegrity: false);
        var loaded = await lenient.LoadAsync(_test.Stack, CancellationToken.None);
        await lenient.SaveAsync(loaded, new() { Resources = [Sample.Guest("web"), Sample.Root()] });
        var strict = await _test.OpenAsync();

        await Assert.ThatAsync(
            () => strict.LoadAsync(_test.Stack, CancellationToken.None),
            Throws.TypeOf<InfraException>().With.Message.Contains("comes before its parent")
        );
        var unsound = await lenient.LoadAsync(_test.Stack, CancellationToken.None);
        await lenient.SaveAsync(unsound, SnapshotRepair.Repair(unsound.Snapshot));

        var sound = await strict.LoadAsync(_test.Stack, CancellationToken.None);
        Assert.That(
            sound.Snapshot.Resources.Select(r => r.Urn.Name),
            Is.EqualTo(new[] { "demo-dev", "web" })
        );
    }

    [Test]
    public async Task What_a_kill_left_half_written_is_tidied_by_the_next_run()
    {
        var (backend, stored) = await _test.CreateAsync();
        var left = _test.Directory.Write(".pulumi/stacks/demo/.dev.json.0123.tmp", "{");

        var listed = await backend.ListAsync(null, CancellationToken.None);
        await backend.OpenWriterAsync(stored);

        Assert.Multiple(() =>
        {
            Assert.That(listed, Has.Length.EqualTo(1));
            Assert.That(File.Exists(left), Is.False);
        });
    }

    [Test]
    public async Task Sidecars_of_Pulumis_storage_are_tolerated_and_stale_ones_replaced()
    {
        var (backend, stored) = await _test.CreateAsync();
        await File.WriteAllTextAsync($"{_test.StatePath}.attrs", """{"md5":"stale"}""" + "\n");

        var listed = await backend.ListAsync("demo", CancellationToken.None);
        await TestBackend.RunAsync(backend, stored, Sample.Root());

        Assert.Multiple(() =>
        {
            Assert.That(listed, Has.Length.EqualTo(1));
            Assert.That(File.ReadAllText($"{_test.StatePath}.attrs"), Does.Not.Contain("stale"));
        });
    }

    [TestCase("version: 2\n")]
    [TestCase("{}\n")]
    public async Task Another_layout_is_refused(string meta)
    {
        _test.Directory.Write(".pulumi/meta.yaml", meta);

        await Assert.ThatAsync(
            () => _test.OpenAsync(),
            Throws.TypeOf<InfraException>().With.Message.Contains("meta.yaml")
        );
    }
}
