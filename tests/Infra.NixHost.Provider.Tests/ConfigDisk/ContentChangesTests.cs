using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.ConfigDisk;

/// <summary>What a preview says about changed files of a config disk.</summary>
internal sealed class ContentChangesTests
{
    private const string Type = "ConfigDisk";
    private TestStack _stack = null!;

    private static PropertyMap Folder => PropertyMap.Of(("source", "config"));

    [SetUp]
    public void MakeStack()
    {
        _stack = new();
        _stack.Write("config/hostname", "quickstart\n");
        _stack.Write("config/nginx.conf", "user www;\nworker_processes 1;\nevents {}\n");
    }

    [TearDown]
    public void RemoveStack() => _stack.Dispose();

    [Test]
    public async Task A_short_file_shows_both_values_and_a_longer_one_the_lines_that_differ()
    {
        await _stack.UpAsync(Type, "config", Files("quickstart\n", "a\nb\nc\n"));

        await _stack.PreviewAsync(Type, "config", Files("lilly\n", "a\nB\nc\n"));

        Assert.That(
            _stack.Log.Lines.Last(),
            Is.EqualTo(
                """
                changes in place: hostname quickstart → lilly; another generation of the disk [in-place]
                changes in place: list, 1 line removed, 1 added; another generation of the disk [in-place]
                    - b
                    + B
                """
            )
        );
    }

    [Test]
    public async Task The_files_of_a_folder_are_among_the_checked_inputs_and_the_diff_names_the_one_that_changes()
    {
        var up = await _stack.UpAsync(Type, "config", Folder);
        _stack.Write("config/hostname", "lilly\n");

        var preview = await _stack.PreviewAsync(Type, "config", Folder);

        var files = (PropertyValue.Object)up.Inputs["files"];
        Assert.That(files.Properties.Keys, Is.EquivalentTo(["hostname", "nginx.conf"]));
        Assert.That(preview.Diff!.Changes.Select(c => c.Path), Is.EqualTo(["files.hostname"]));
        Assert.That(_stack.Log.Lines.Last(), Does.StartWith("changes in place: hostname"));
    }

    [Test]
    public async Task Files_that_come_and_go_are_named()
    {
        await _stack.UpAsync(Type, "config", Folder);
        File.Delete(Path.Combine(_stack.Directory, "config/hostname"));
        _stack.Write("config/address", "10.0.0.1");

        await _stack.PreviewAsync(Type, "config", Folder);

        Assert.That(
            _stack.Log.Lines.Last(),
            Does.Contain("adds address").And.Contain("removes hostname")
        );
    }

    [Test]
    public async Task A_state_from_before_files_were_listed_shows_no_change_until_the_content_changes()
    {
        await _stack.UpAsync(Type, "config", Folder);
        _stack.Edit(Type, "config", s => s with { Inputs = s.Inputs.Without("files") });

        Assert.That(
            (await _stack.PreviewAsync(Type, "config", Folder)).Operation,
            Is.EqualTo("same")
        );

        _stack.Write("config/hostname", "lilly\n");
        var preview = await _stack.PreviewAsync(Type, "config", Folder);

        Assert.That(preview.Diff!.Changes.Select(c => c.Path), Is.EqualTo(["contentHash"]));
    }

    [Test]
    public async Task The_hashes_of_a_private_directory_are_secret()
    {
        var up = await _stack.UpAsync(
            Type,
            "config",
            PropertyMap.Of(
                ("hostPath", Path.Combine(_stack.Directory, "config")),
                ("format", "iso")
            )
        );

        var files = (PropertyValue.Object)up.Inputs["files"];
        Assert.That(files.Properties.Values, Is.All.InstanceOf<PropertyValue.Secret>());
    }

    private static PropertyMap Files(string hostname, string list) =>
        PropertyMap.Of(("files", PropertyMap.Of(("hostname", hostname), ("list", list))));

    [Test]
    public async Task A_guest_says_first_that_it_restarts_and_which_file_is_the_reason()
    {
        var config = await _stack.UpAsync(Type, "config", Folder);
        var guest = Guest(config.Outputs["path"]);
        await _stack.UpAsync("NixGuest", "web", guest);
        _stack.Write("config/hostname", "lilly\n");

        var changed = await _stack.PreviewAsync(Type, "config", Folder);
        await _stack.PreviewAsync("NixGuest", "web", Guest(changed.Outputs["path"]));

        Assert.That(
            _stack.Log.Lines.Last(),
            Does.StartWith("restarts the guest: its config disk changes (hostname)")
                .And.EndsWith("[restart]")
        );
    }

    private PropertyMap Guest(PropertyValue config)
    {
        _stack.Host.FakeImages.Add("/images/os.qcow2", 2048);
        return PropertyMap.Of(
            ("memory", "128MiB"),
            (
                "disks",
                PropertyValue.List(
                    PropertyMap.Of(("path", "/images/os.qcow2"), ("serial", "os")),
                    PropertyMap.Of(("path", config), ("kind", "directory"), ("serial", "config"))
                )
            )
        );
    }
}
