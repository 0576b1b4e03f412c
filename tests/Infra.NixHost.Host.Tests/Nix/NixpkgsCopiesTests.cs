using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Nix;

/// <summary>Copies of nixpkgs, by a stand-in for Nix that notes each call.</summary>
internal sealed class NixpkgsCopiesTests
{
    private FakeTools _tools;
    private string _nixpkgs;

    private string Store => _tools.Directory.At("store");

    [SetUp]
    public void SetUp()
    {
        _tools = new();
        _nixpkgs = Path.GetDirectoryName(_tools.Directory.Write("checkout/default.nix", "{ }"))!;
        _tools.Directory.Make("store/abc-nixpkgs");
        _tools.Environment["NIX_STORE_DIR"] = Store;
        _tools.Add(
            "nix-store",
            "test -e \"$2\" || { echo \"path '$2' is not valid\" >&2; exit 1; }"
        );
        _tools.Add(
            "nix-instantiate",
            "echo \"$*\" >>$HERE/calls; if [ \"$1\" = --find-file ]; then cat $HERE/found; "
                + "else mkdir -p $NIX_STORE_DIR/abc-nixpkgs; echo \"\\\"$NIX_STORE_DIR/abc-nixpkgs\\\"\"; fi"
        );
    }

    [TearDown]
    public void TearDown() => _tools.Dispose();

    [Test]
    public async Task One_copy_is_made_and_later_runs_take_it()
    {
        Assert.That(await LocateAsync(_nixpkgs, write: false), Is.EqualTo(_nixpkgs));
        Assert.That(Calls, Is.Empty);

        var copy = await LocateAsync(_nixpkgs, write: true);

        Assert.That(copy, Is.EqualTo(Path.Combine(Store, "abc-nixpkgs")));
        Assert.That(await LocateAsync(_nixpkgs, write: false), Is.EqualTo(copy));
        Assert.That(await LocateAsync(_nixpkgs, write: true), Is.EqualTo(copy));
        Assert.That(Calls, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_changed_file_is_copied_anew_and_git_is_none_of_it()
    {
        await LocateAsync(_nixpkgs, write: true);
        _tools.Directory.Write("checkout/.git/HEAD", "other");
        await LocateAsync(_nixpkgs, write: true);
        Assert.That(Calls, Has.Length.EqualTo(1));

        _tools.Directory.Write("checkout/default.nix", "{ a = 1; }");
        await LocateAsync(_nixpkgs, write: true);
        Assert.That(Calls, Has.Length.EqualTo(2));
    }

    [Test]
    public async Task A_preview_copies_a_checkout_because_its_revision_would_change_the_system()
    {
        _tools.Directory.Write("checkout/.git/HEAD", "ref");

        Assert.That(
            await LocateAsync(_nixpkgs, write: false),
            Is.EqualTo(Path.Combine(Store, "abc-nixpkgs"))
        );
        Assert.That(Directory.Exists(_tools.Directory.At("state")), Is.False);
    }

    [Test]
    public async Task A_copy_that_the_garbage_collector_took_is_made_again()
    {
        await LocateAsync(_nixpkgs, write: true);
        Directory.Delete(Path.Combine(Store, "abc-nixpkgs"));

        Assert.That(await LocateAsync(_nixpkgs, write: false), Is.EqualTo(_nixpkgs));
        await LocateAsync(_nixpkgs, write: true);
        Assert.That(Calls, Has.Length.EqualTo(2));
    }

    [Test]
    public async Task A_channel_is_where_its_links_lead_to()
    {
        var profile = _tools.Directory.Make("profiles");
        Directory.CreateSymbolicLink(Path.Combine(profile, "channels-1"), Store);
        Directory.CreateSymbolicLink(Path.Combine(profile, "channels"), "channels-1");
        _tools.Directory.Write("found", Path.Combine(profile, "channels/abc-nixpkgs") + "\n");

        Assert.That(
            await LocateAsync(null, write: false),
            Is.EqualTo(Path.Combine(Store, "abc-nixpkgs"))
        );
    }

    [Test]
    public async Task A_flake_and_what_cannot_be_found_stay_as_they_are()
    {
        _tools.Directory.Write("found", "");

        Assert.That(
            await LocateAsync("github:NixOS/nixpkgs", write: true),
            Is.EqualTo("github:NixOS/nixpkgs")
        );
        Assert.That(
            await LocateAsync("/nowhere/at/all", write: true),
            Is.EqualTo("/nowhere/at/all")
        );
        Assert.That(await LocateAsync(null, write: true), Is.Null);
    }

    private string[] Calls =>
        File.Exists(_tools.Directory.At("calls"))
            ? File.ReadAllLines(_tools.Directory.At("calls"))
            : [];

    /// <summary>Each call is a run of its own, with nothing in memory.</summary>
    private async Task<string?> LocateAsync(string? nixpkgs, bool write)
    {
        var options = new HostOptions { StateDirectory = _tools.Directory.At("state") };
        using var copies = new NixpkgsCopies(
            new NixTools(_tools.Shell(), options, ScaledTime.Fast)
        );
        return await copies.LocateAsync(nixpkgs, write, CancellationToken.None);
    }
}
