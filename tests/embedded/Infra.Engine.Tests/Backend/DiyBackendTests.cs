using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Infra.Engine.Backend;
using Infra.Engine.Secrets;
using Infra.Engine.State;
using Infra.Engine.Tests.State;
using Infra.Engine.Workspace.Configuration;
using Infra.Protocol;

namespace Infra.Engine.Tests.Backend;

public sealed class DiyBackendTests
{
    private TestBackend _test = null!;

    [SetUp]
    public void SetUp() => _test = new();

    [TearDown]
    public void TearDown() => _test.Dispose();

    [Test]
    public async Task A_new_stack_is_a_checkpoint_with_manifest_and_secrets_provider_only()
    {
        await _test.CreateAsync();

        using var file = JsonDocument.Parse(await File.ReadAllBytesAsync(_test.StatePath));
        var latest = file.RootElement.GetProperty("checkpoint").GetProperty("latest");
        Assert.Multiple(() =>
        {
            Assert.That(file.RootElement.GetProperty("version").GetInt32(), Is.EqualTo(3));
            Assert.That(
                latest.EnumerateObject().Select(p => p.Name),
                Is.EqualTo(new[] { "manifest", "secrets_providers", "metadata" })
            );
            Assert.That(
                File.ReadAllText(_test.Directory[".pulumi/meta.yaml"]),
                Is.EqualTo("version: 1\n")
            );
        });
    }

    [Test]
    public async Task A_stack_is_listed_loaded_and_removed()
    {
        var (backend, stored) = await _test.CreateAsync();
        await TestBackend.RunAsync(backend, stored, Sample.Root(), Sample.Guest("web"));
        await using var held = await backend.LockAsync(
            _test.Stack,
            StaleLocks.Refuse,
            CancellationToken.None
        );

        var listed = (await backend.ListAsync(null, CancellationToken.None)).Single();
        var loaded = await backend.LoadAsync(_test.Stack, CancellationToken.None);
        await backend.RemoveAsync(_test.Stack, removeBackups: false, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(
                (listed.Reference, listed.ResourceCount, listed.UpdateInProgress),
                Is.EqualTo((_test.Stack, 2, true))
            );
            Assert.That(loaded.Snapshot.Resources, Has.Length.EqualTo(2));
            Assert.That(backend.Exists(_test.Stack), Is.False);
            Assert.That(File.Exists($"{_test.StatePath}.bak"), Is.True);
            Assert.That(
                async () => await backend.LoadAsync(_test.Stack, CancellationToken.None),
                Throws
                    .TypeOf<StackNotFoundException>()
                    .With.Message.Contains("no stack named 'dev' found")
            );
        });
    }

    [Test]
    public async Task A_second_stack_of_a_name_is_refused()
    {
        var (backend, _) = await _test.CreateAsync();

        Assert.That(
            async () =>
                await backend.CreateAsync(
                    _test.Stack,
                    new Base64SecretsProvider(),
                    CancellationToken.None
                ),
            Throws.TypeOf<InfraException>().With.Message.Contains("stack 'dev' already exists")
        );
    }

    [Test]
    public async Task What_an_interrupted_run_did_is_loaded_at_once_and_folded_by_the_next_run()
    {
        var (backend, stored) = await _test.CreateAsync();
        var plain = await File.ReadAllTextAsync(_test.StatePath);
        var killed = await backend.OpenWriterAsync(stored);
        await killed.CommitAsync(new() { Added = [Sample.Root()] }, CancellationToken.None);
        await killed.BeginAsync(
            new(Sample.Guest("web"), OperationType.Creating),
            CancellationToken.None
        );
        ((IDisposable)killed).Dispose();

        var loaded = await backend.LoadAsync(_test.Stack, CancellationToken.None);
        var untouched = await File.ReadAllTextAsync(_test.StatePath);
        await backend.OpenWriterAsync(loaded);

        Assert.Multiple(() =>
        {
            Assert.That(loaded.WasInterrupted, Is.True);
            Assert.That(
                loaded.Snapshot.PendingOperations.Single().Resource.Urn.Name,
                Is.EqualTo("web")
            );
            Assert.That(untouched, Is.EqualTo(plain));
            Assert.That(File.Exists(_test.Directory[".pulumi/stacks/demo/dev.journal"]), Is.False);
            Assert.That(File.ReadAllText(_test.StatePath), Does.Contain("\"pending_operations\""));
        });
    }

    [Test]
    public async Task An_export_is_imported_again_and_one_of_another_stack_is_refused()
    {
        var (backend, stored) = await _test.CreateAsync();
        await TestBackend.RunAsync(
            backend,
            stored,
            Sample.Root(),
            Sample.Guest("web", ("s", Sample.Secret("geheim")))
        );
        var loaded = await backend.LoadAsync(_test.Stack, CancellationToken.None);
        var exported = DiyBackend.Export(loaded, showSecrets: true);
        var foreign = Encoding.UTF8.GetBytes(
            Encoding
                .UTF8.GetString(exported)
                .Replace("pulumi:dev::", "pulumi:prod::", StringComparison.Ordinal)
        );

        await backend.SaveAsync(loaded, Snapshot.Empty);
        var empty = await backend.LoadAsync(_test.Stack, CancellationToken.None);
        var again = await backend.ImportAsync(empty, exported, force: false);

        Assert.Multiple(() =>
        {
            Assert.That(
                again.Snapshot.Resources[1].Outputs["s"],
                Is.EqualTo(Sample.Secret("geheim"))
            );
            Assert.That(File.ReadAllText(_test.StatePath), Does.Not.Contain("geheim"));
            Assert.That(
                async () => await backend.ImportAsync(again, foreign, force: false),
                Throws
                    .TypeOf<InfraException>()
                    .With.Message.Contains("does not belong to the stack")
            );
        });
    }

    [Test]
    public async Task Runs_are_recorded_with_a_copy_of_the_state_and_a_backup()
    {
        var (backend, _) = await _test.CreateAsync();
        var record = new UpdateRecord
        {
            Kind = "update",
            StartTime = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000),
            EndTime = DateTimeOffset.FromUnixTimeSeconds(1_700_000_009),
            Result = "succeeded",
            Message = "first",
            Config = UpdateRecordConfig(),
            ResourceChanges = new Dictionary<string, int>
            {
                ["create"] = 2,
            }.ToImmutableSortedDictionary(),
        };

        await backend.History.AppendAsync(_test.Stack, record, CancellationToken.None);
        await backend.History.AppendAsync(
            _test.Stack,
            record with
            {
                Message = "second",
            },
            CancellationToken.None
        );
        var newest = await backend.History.ListAsync(_test.Stack, 1, 1, CancellationToken.None);
        var all = await backend.History.ListAsync(_test.Stack, 0, 1, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(newest.Select(r => r.Message), Is.EqualTo(new[] { "second" }));
            Assert.That(all.Select(r => r.Message), Is.EqualTo(new[] { "second", "first" }));
            Assert.That(all[1].Config["demo:s"], Is.EqualTo(new ConfigValue.Secure("v1:x")));
            Assert.That(Files("history/demo/dev"), Has.Length.EqualTo(4));
            Assert.That(Files("backups/demo/dev"), Has.Length.EqualTo(2));
        });
    }

    private string[] Files(string directory) =>
        Directory.GetFiles(_test.Directory[$".pulumi/{directory}"]);

    private static ImmutableSortedDictionary<string, ConfigValue> UpdateRecordConfig() =>
        new Dictionary<string, ConfigValue>(StringComparer.Ordinal)
        {
            ["demo:s"] = new ConfigValue.Secure("v1:x"),
            ["demo:t"] = new ConfigValue.Text("y"),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    [Test]
    public async Task A_state_that_changed_since_it_was_loaded_is_not_overwritten()
    {
        var (backend, stored) = await _test.CreateAsync();
        await TestBackend.RunAsync(backend, stored, Sample.Root());
        var before = await File.ReadAllTextAsync(_test.StatePath);

        await Assert.ThatAsync(
            () => backend.OpenWriterAsync(stored),
            Throws.TypeOf<InfraException>().With.Message.Contains("changed by another run or tool")
        );
        await Assert.ThatAsync(
            () => backend.SaveAsync(stored, Snapshot.Empty),
            Throws.TypeOf<InfraException>().With.Message.Contains("Nothing was written")
        );
        Assert.That(await File.ReadAllTextAsync(_test.StatePath), Is.EqualTo(before));
    }

    [Test]
    public async Task Tags_are_kept()
    {
        var (backend, _) = await _test.CreateAsync();

        backend.Tags.Save(_test.Stack, new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" });

        Assert.Multiple(async () =>
        {
            Assert.That(
                await backend.Tags.LoadAsync(_test.Stack, CancellationToken.None),
                Has.Count.EqualTo(2)
            );
            Assert.That(
                File.ReadAllText(_test.Directory[".pulumi/stacks/demo/dev.pulumi-tags"]),
                Is.EqualTo("""{"version":1,"tags":{"a":"1","b":"2"}}""")
            );
        });
    }
}
