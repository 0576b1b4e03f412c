using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Nix;

[Category("Real")]
[Category("Nix")]
internal sealed class NixClosuresTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(1);
    private PrivateStore _store = null!;

    [SetUp]
    public void MakeStore() => _store = new();

    [TearDown]
    public void RemoveStore() => _store.Dispose();

    [Test]
    public async Task A_closure_is_imported_where_its_base_is()
    {
        var common = await BuildAsync("common", "head -c 100000 /dev/urandom > $out");
        var system = await BuildAsync("system", "echo $common > $out", common);
        var file = _store.Directory.At("disk");

        var size = await _store.Closures.ExportAsync(system, common, file, Budget, default);

        Assert.That(size, Is.EqualTo(new FileInfo(file).Length).And.LessThan(10_000));
        Assert.That(size % 512, Is.Zero);
        _store.Store.RemoveRoot(_store.Root("system"));
        await _store.CollectGarbageAsync();
        Assert.That(await _store.Store.IsValidAsync(system, default), Is.False);
        await _store.ImportAsync(file);
        Assert.That(await _store.Store.IsValidAsync(system, default));
    }

    [Test]
    public async Task Without_a_base_everything_travels()
    {
        var common = await BuildAsync("common", "head -c 100000 /dev/urandom > $out");
        var system = await BuildAsync("system", "echo $common > $out", common);
        var file = _store.Directory.At("disk");

        var whole = await _store.Closures.ExportAsync(system, null, file, Budget, default);
        var collected = await _store.Closures.ExportAsync(
            system,
            $"{_store.StoreDirectory}/00000000000000000000000000000000-gone",
            file,
            Budget,
            default
        );

        Assert.That(whole, Is.GreaterThan(100_000));
        Assert.That(collected, Is.EqualTo(whole));
    }

    [Test]
    public async Task A_system_that_is_its_own_base_makes_a_disk_that_imports_nothing()
    {
        var system = await BuildAsync("system", "echo > $out");
        var file = _store.Directory.At("disk");

        await _store.Closures.ExportAsync(system, system, file, Budget, default);

        Assert.That(await _store.ImportAsync(file), Is.Empty);
    }

    [Test]
    public async Task A_path_that_is_not_in_the_store_is_named_and_leaves_no_file()
    {
        var path = $"{_store.StoreDirectory}/00000000000000000000000000000000-gone";

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            _store.Closures.ExportAsync(path, null, _store.Directory.At("d/disk"), Budget, default)
        );

        Assert.That(failure!.Code, Is.EqualTo("path-invalid"));
        Assert.That(failure.Message, Does.Contain(path));
        Assert.That(Directory.Exists(_store.Directory.At("d")), Is.False);
    }

    private async Task<string> BuildAsync(string name, string script, string? common = null) =>
        await _store.Store.RealiseAsync(
            await _store.InstantiateAsync(
                name,
                script,
                common is null ? "" : $"common = builtins.storePath \"{common}\";"
            ),
            _store.Root(name),
            Budget,
            progress: null,
            default
        );
}
