using Infra.Engine.Tests.State;
using Infra.Protocol;

namespace Infra.Engine.Tests.Backend;

public sealed class CompressionTests
{
    private const string Gzip = "PULUMI_DIY_BACKEND_GZIP";
    private const string Zstd = "PULUMI_DIY_BACKEND_ZSTD";
    private TestBackend _test = null!;

    [SetUp]
    public void SetUp() => _test = new();

    [TearDown]
    public void TearDown() => _test.Dispose();

    private async Task<string[]> SaveAsync(string name, params (string, string)[] variables)
    {
        var backend = await _test.OpenAsync(variables);
        var stored = await backend.LoadAsync(_test.Stack, CancellationToken.None);
        var writer = await backend.OpenWriterAsync(stored);
        await writer.CommitAsync(
            new() { Added = [Sample.Guest(name) with { Parent = null }] },
            CancellationToken.None
        );
        await writer.CloseAsync(CancellationToken.None);
        return Files("stacks/demo");
    }

    private async Task<string[]> NamesAsync()
    {
        var backend = await _test.OpenAsync();
        var stored = await backend.LoadAsync(_test.Stack, CancellationToken.None);
        return [.. stored.Snapshot.Resources.Select(r => r.Urn.Name)];
    }

    private string[] Files(string directory) =>
        [
            .. Directory
                .GetFiles(_test.Directory[$".pulumi/{directory}"])
                .Select(f => Path.GetFileName(f)!)
                .Where(f => !f.EndsWith(".attrs", StringComparison.Ordinal))
                .Order(),
        ];

    [TestCase(Gzip, "dev.json.gz")]
    [TestCase("PULUMI_SELF_MANAGED_STATE_GZIP", "dev.json.gz")]
    [TestCase(Zstd, "dev.json.zst")]
    public async Task A_state_is_compressed_as_the_variable_asks_and_read_without_it(
        string variable,
        string file
    )
    {
        await _test.CreateAsync((variable, "true"));
        var files = await SaveAsync("web", (variable, "true"));

        Assert.That(files, Is.EqualTo(new[] { file, $"{file}.bak" }));
        Assert.That(await NamesAsync(), Is.EqualTo(new[] { "web" }));
        var listed = await (await _test.OpenAsync()).ListAsync(null, CancellationToken.None);
        Assert.That(listed.Single().ResourceCount, Is.EqualTo(1));
    }

    [Test]
    public async Task A_save_in_another_compression_takes_the_place_of_the_old_file()
    {
        await _test.CreateAsync();
        await SaveAsync("a");

        var gzip = await SaveAsync("b", (Gzip, "1"));
        var zstd = await SaveAsync("c", (Zstd, "1"));
        var plain = await SaveAsync("d");

        Assert.Multiple(() =>
        {
            Assert.That(gzip, Is.EqualTo(new[] { "dev.json.bak", "dev.json.gz" }));
            Assert.That(
                zstd,
                Is.EqualTo(new[] { "dev.json.bak", "dev.json.gz.bak", "dev.json.zst" })
            );
            Assert.That(
                plain,
                Is.EqualTo(
                    new[] { "dev.json", "dev.json.bak", "dev.json.gz.bak", "dev.json.zst.bak" }
                )
            );
        });
        Assert.That(await NamesAsync(), Is.EqualTo(new[] { "d", "c", "b", "a" }));
    }

    [Test]
    public async Task Of_several_files_the_newest_counts()
    {
        await _test.CreateAsync((Gzip, "1"));
        await SaveAsync("old", (Gzip, "1"));
        File.Copy($"{_test.StatePath}.gz", _test.Directory["kept"]);
        await SaveAsync("new");
        File.Move(_test.Directory["kept"], $"{_test.StatePath}.gz");
        File.SetLastWriteTimeUtc($"{_test.StatePath}.gz", DateTime.UtcNow.AddMinutes(-1));

        Assert.That(await NamesAsync(), Is.EqualTo(new[] { "new", "old" }));
    }

    [Test]
    public async Task A_file_that_is_not_compressed_as_its_name_says_is_read_by_its_content()
    {
        await _test.CreateAsync((Gzip, "1"));
        await SaveAsync("web", (Gzip, "1"));
        File.Move($"{_test.StatePath}.gz", _test.StatePath);

        Assert.That(await NamesAsync(), Is.EqualTo(new[] { "web" }));
    }

    [TestCase(Gzip, "gz")]
    [TestCase(Zstd, "zst")]
    public async Task A_compressed_state_cut_anywhere_is_refused(string variable, string extension)
    {
        await _test.CreateAsync((variable, "1"));
        await SaveAsync("web", (variable, "1"));
        var path = $"{_test.StatePath}.{extension}";
        var content = await File.ReadAllBytesAsync(path);

        // The trailer holds only checksums, so a file that is cut within it is complete.
        for (var length = 0; length < content.Length - 16; length += 7)
        {
            await File.WriteAllBytesAsync(path, content[..length]);
            await Assert.ThatAsync(
                NamesAsync,
                Throws
                    .TypeOf<InfraException>()
                    .With.Message.Contains("cannot be used")
                    .And.Message.Contains($"{path}.bak"),
                $"cut at {length}"
            );
        }
    }

    [Test]
    public async Task Records_and_backups_are_compressed_too_and_read_again()
    {
        var (backend, _) = await _test.CreateAsync((Gzip, "1"));

        await backend.History.AppendAsync(
            _test.Stack,
            new()
            {
                Kind = "update",
                StartTime = DateTimeOffset.UnixEpoch,
                EndTime = DateTimeOffset.UnixEpoch,
                Result = "succeeded",
                Message = "first",
            },
            CancellationToken.None
        );

        var plain = await _test.OpenAsync();
        var records = await plain.History.ListAsync(_test.Stack, 0, 1, CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(records.Single().Message, Is.EqualTo("first"));
            Assert.That(
                Files("history/demo/dev")
                    .Select(f => f[(f.IndexOf('.', StringComparison.Ordinal))..]),
                Is.EqualTo(new[] { ".checkpoint.json.gz", ".history.json.gz" })
            );
            Assert.That(Files("backups/demo/dev").Single(), Does.EndWith(".json.gz"));
        });
    }

    [TestCase("PULUMI_DIY_BACKEND_RETAIN_CHECKPOINTS")]
    [TestCase("PULUMI_RETAIN_CHECKPOINTS")]
    public async Task Every_save_is_retained_when_asked_for(string variable)
    {
        await _test.CreateAsync();
        await SaveAsync("a", (variable, "1"));
        var files = await SaveAsync("b", (variable, "1"));

        Assert.That(
            files.Count(f => f.StartsWith("dev.json.1", StringComparison.Ordinal)),
            Is.EqualTo(2)
        );
        Assert.That(await NamesAsync(), Is.EqualTo(new[] { "b", "a" }));
    }
}
