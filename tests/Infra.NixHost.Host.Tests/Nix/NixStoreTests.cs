using System.Text.Json;
using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Nix;

[Category("Real")]
[Category("Nix")]
internal sealed class NixStoreTests
{
    private PrivateStore _nix;

    [SetUp]
    public void SetUp() => _nix = new();

    [TearDown]
    public void TearDown() => _nix.Dispose();

    [Test]
    public async Task A_directory_has_the_same_path_computed_and_copied()
    {
        _nix.Directory.Write("config/hostname", "web\n");
        _nix.Directory.Write("config/etc/address", "10.0.0.2\n");

        var computed = await AddAsync("config", write: false);
        Assert.That(await IsValidAsync(computed), Is.False);

        var copied = await AddAsync("config", write: true);
        Assert.That(copied, Is.EqualTo(computed));
        Assert.That(await IsValidAsync(copied), Is.True);
        Assert.That(
            await File.ReadAllTextAsync(Path.Combine(copied, "etc/address")),
            Is.EqualTo("10.0.0.2\n")
        );
    }

    /// <summary>Nix's commands collide while they create its database, in about one of twenty rounds.</summary>
    [Test, Repeat(5)]
    public async Task A_store_is_used_for_the_first_time_by_several_commands_at_once()
    {
        string[] names = ["a", "b", "c", "d", "e", "f"];
        using var nix = new PrivateStore();
        foreach (var name in names)
        {
            nix.Directory.Write($"{name}/hostname", name);
        }

        var paths = await Task.WhenAll(
            names.Select(name =>
                nix.Store.AddDirectoryAsync(
                    nix.Directory.At(name),
                    name,
                    write: true,
                    nix.Root(name),
                    CancellationToken.None
                )
            )
        );

        Assert.That(paths, Is.Unique.And.All.Exist);
    }

    [Test]
    public async Task The_sizes_of_many_paths_are_told_and_a_path_that_is_gone_has_none()
    {
        _nix.Directory.Write("small/file", "1");
        _nix.Directory.Write("large/file", new string('x', 100_000));
        var small = await AddAsync("small", write: true);
        var large = await AddAsync("large", write: true);
        var gone = $"{_nix.StoreDirectory}/00000000000000000000000000000000-gone";

        var all = await _nix.Store.QuerySizesAsync([large, small], CancellationToken.None);
        var some = await _nix.Store.QuerySizesAsync([small, gone, large], CancellationToken.None);
        var none = await _nix.Store.QuerySizesAsync([gone], CancellationToken.None);

        Assert.That(all[0], Is.GreaterThan(100_000));
        Assert.That(all[1], Is.Positive.And.LessThan(10_000));
        Assert.That(some, Is.EqualTo(new[] { all[1], null, all[0] }));
        Assert.That(none, Is.EqualTo(new long?[] { null }));
        Assert.That(await _nix.Store.QuerySizesAsync([], CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task What_refers_to_a_path_is_told_along_with_it()
    {
        _nix.Directory.Write("image/nixos.qcow2", "bytes");
        var image = await AddAsync("image", write: true);
        _nix.Directory.Write("farm/path", image);
        var farm = await AddAsync("farm", write: true);
        _nix.Directory.Write("other/file", "other");
        await AddAsync("other", write: true);

        // A copied folder refers to nothing; a derivation's output does.
        var derivation = await _nix.InstantiateAsync(
            "link",
            "ln -s $image $out",
            $"image = builtins.storePath {image};"
        );
        var link = await _nix.Store.RealiseAsync(
            derivation,
            _nix.Root("link"),
            TimeSpan.FromMinutes(1),
            null,
            CancellationToken.None
        );

        Assert.That(
            await _nix.Store.QueryReferrersAsync([image], CancellationToken.None),
            Does.Contain(image).And.Contain(link).And.Not.Contain(farm)
        );
    }

    [Test]
    public async Task What_is_of_tools_and_editors_stays_out()
    {
        _nix.Directory.Write("config/hostname", "web\n");
        var before = await AddAsync("config", write: false);
        _nix.Directory.Write("config/.git/HEAD", "ref");
        _nix.Directory.Write("config/sub/node_modules/x", "x");
        Directory.Delete(_nix.Directory.At("config/sub"), recursive: true);
        _nix.Directory.Write("config/.direnv/x", "x");
        _nix.Directory.Write("config/hostname~", "x");
        _nix.Directory.Write("config/.hostname.swp", "x");
        _nix.Directory.Write("config/#hostname#", "x");
        _nix.Directory.Link("config/.#hostname", "me@host:1");
        _nix.Directory.Link("config/result", "/nix/store/x");
        _nix.Directory.Link("config/result-dev", "/nix/store/x");

        Assert.That(await AddAsync("config", write: true), Is.EqualTo(before));
    }

    [Test]
    public async Task What_only_resembles_that_is_copied()
    {
        string[] names = [".gitignore", "result", "results", "a#b", ".env", "result-file"];
        foreach (var name in names)
        {
            _nix.Directory.Write($"config/{name}", name);
        }

        var path = await AddAsync("config", write: true);

        Assert.That(
            Directory.GetFileSystemEntries(path).Select(Path.GetFileName),
            Is.EquivalentTo(names)
        );
    }

    [Test]
    public async Task A_changed_file_changes_the_path()
    {
        _nix.Directory.Write("config/hostname", "web\n");
        var before = await AddAsync("config", write: false);
        _nix.Directory.Write("config/hostname", "db\n");

        Assert.That(await AddAsync("config", write: false), Is.Not.EqualTo(before));
    }

    [Test]
    public async Task A_link_to_a_directory_stands_for_it()
    {
        _nix.Directory.Write("a \"b\" ${c}/hostname", "web\n");
        _nix.Directory.Link("link", _nix.Directory.At("a \"b\" ${c}"));

        var path = await AddAsync("link", write: true);

        Assert.That(
            await File.ReadAllTextAsync(Path.Combine(path, "hostname")),
            Is.EqualTo("web\n")
        );
    }

    [TestCase("none", "does not exist")]
    [TestCase("file", "is a file")]
    public async Task What_is_no_directory_is_told(string name, string reason)
    {
        _nix.Directory.Write("file");

        var failure = await Expect.FailureAsync("path-missing", () => AddAsync(name, write: true));

        Assert.That(failure.Message, Does.Contain(_nix.Directory.At(name)).And.Contain(reason));
    }

    [Test]
    public async Task Garbage_collection_keeps_what_is_rooted_and_takes_the_rest()
    {
        _nix.Directory.Write("kept/x", "kept");
        _nix.Directory.Write("lost/x", "lost");
        var root = _nix.Root("urn:kept");
        var kept = await AddAsync("kept", write: true, root);
        var lost = await AddAsync("lost", write: true);

        await _nix.CollectGarbageAsync();

        Assert.That(await IsValidAsync(kept), Is.True);
        Assert.That(await IsValidAsync(lost), Is.False);

        _nix.Store.RemoveRoot(root);
        await _nix.CollectGarbageAsync();

        Assert.That(await IsValidAsync(kept), Is.False);
        Assert.That(Directory.Exists(kept), Is.False);
    }

    [Test]
    public async Task Hash_and_size_are_those_of_the_path_and_all_it_needs()
    {
        _nix.Directory.Write("config/x", new string('x', 100_000));
        var path = await AddAsync("config", write: true);
        var derivation = await _nix.InstantiateAsync(
            "user",
            "echo $needed > $out",
            $"needed = builtins.storePath {path};"
        );
        var user = await _nix.Store.RealiseAsync(
            derivation,
            _nix.Root("urn:user"),
            TimeSpan.FromMinutes(1),
            progress: null,
            CancellationToken.None
        );

        Assert.That(
            await _nix.Store.QueryHashAsync(path, CancellationToken.None),
            Does.StartWith("sha256:")
        );
        Assert.That(
            await _nix.Store.QueryClosureSizeAsync(user, CancellationToken.None),
            Is.InRange(100_000, 110_000)
        );
    }

    [Test]
    public async Task A_path_the_store_does_not_hold_cannot_be_rooted()
    {
        var path = Path.Combine(_nix.StoreDirectory, new string('0', 32) + "-none");

        await Expect.FailureAsync(
            "path-invalid",
            () =>
                _nix.Store.RealiseAsync(
                    path,
                    _nix.Root("urn:x"),
                    TimeSpan.FromMinutes(1),
                    progress: null,
                    CancellationToken.None
                )
        );
        await Expect.FailureAsync(
            "path-invalid",
            () => _nix.Store.QueryHashAsync(path, CancellationToken.None)
        );
    }

    [Test]
    public void The_store_path_of_a_file_in_it_is_known()
    {
        var path = Path.Combine(_nix.StoreDirectory, "x-disk");

        Assert.That(_nix.Store.StorePathOf(path + "/a/b.qcow2"), Is.EqualTo(path));
        Assert.That(_nix.Store.StorePathOf(path), Is.EqualTo(path));
        Assert.That(_nix.Store.StorePathOf(_nix.StoreDirectory + "/"), Is.Null);
        Assert.That(_nix.Store.StorePathOf(_nix.StoreDirectory + "x/y"), Is.Null);
    }

    [TestCase("$${x} ${y} \\${z} $$$ $")]
    [TestCase("\"'\\\t\n\r ü 😀")]
    public async Task Nix_reads_a_literal_as_the_text_it_was(string text)
    {
        var json = await _nix.EvaluateAsync(NixLiteral.Set([new(text, text)]));

        Assert.That(
            JsonSerializer.Deserialize<Dictionary<string, string>>(json),
            Is.EqualTo(new Dictionary<string, string>(StringComparer.Ordinal) { [text] = text })
        );
    }

    private Task<string> AddAsync(string name, bool write, string? root = null) =>
        _nix.Store.AddDirectoryAsync(
            _nix.Directory.At(name),
            "config",
            write,
            root,
            CancellationToken.None
        );

    private Task<bool> IsValidAsync(string path) =>
        _nix.Store.IsValidAsync(path, CancellationToken.None);
}
