using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.ConfigDisk;

/// <summary>Which content is shown how.</summary>
internal sealed class ConfigFormatTests
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

    private string At(string name) => Path.Combine(_stack.Directory, "config", name);

    private void ClashingNames()
    {
        _stack.Write("config/Case.txt", "a");
        _stack.Write("config/case.txt", "b");
    }

    private void MoreNamesThanTheRootOfAFatDiskHas()
    {
        for (var i = 0; i < 103; i++)
        {
            _stack.Write($"config/{i:d3}{new string('x', 40)}", "");
        }
    }

    private void MoreThanAFatDiskTakes()
    {
        using var file = File.Create(At("large"));
        file.SetLength(600L * 1024 * 1024);
    }

    private void ALinkOfTheGuest() => File.CreateSymbolicLink(At("link"), "/etc/hosts");

    private static IEnumerable<TestCaseData<string, string>> Contents() =>
        [
            new(nameof(ClashingNames), "one name on a FAT disk"),
            new(nameof(MoreNamesThanTheRootOfAFatDiskHas), "move files into subdirectories"),
            new(nameof(MoreThanAFatDiskTakes), "in whole clusters"),
            new(nameof(ALinkOfTheGuest), "a FAT disk has no links"),
        ];

    private void Furnish(string content)
    {
        Action make = content switch
        {
            nameof(ClashingNames) => ClashingNames,
            nameof(MoreNamesThanTheRootOfAFatDiskHas) => MoreNamesThanTheRootOfAFatDiskHas,
            nameof(MoreThanAFatDiskTakes) => MoreThanAFatDiskTakes,
            _ => ALinkOfTheGuest,
        };
        make();
    }

    [TestCaseSource(nameof(Contents))]
    public async Task Content_that_a_fat_disk_would_spoil_is_refused_as_fat(
        string content,
        string reason
    )
    {
        Furnish(content);

        var failure = (
            await _stack.FailuresOfAsync(Type, "config", Inputs.With("format", "fat"))
        ).Single();

        Assert.That(failure.Path, Is.EqualTo("source"));
        Assert.That(
            failure.Reason,
            Does.Contain(reason).And.EndWith("or set format to \"iso\" [fat-unfit]")
        );
    }

    [Test]
    public async Task Content_that_a_fat_disk_would_spoil_becomes_an_iso_by_itself()
    {
        ClashingNames();

        var preview = await _stack.PreviewAsync(Type, "config", Inputs);
        Assert.That(_stack.Host.Calls.Writes, Is.Empty);
        var up = await _stack.UpAsync(Type, "config", Inputs);

        Assert.That(
            up.Outputs.Without(Owners.Output),
            Is.EqualTo(preview.Outputs.Without(Owners.Output))
        );
        Assert.That(up.Outputs["format"], Is.EqualTo((PropertyValue)"iso"));
        Assert.That(
            up.Outputs["deviceLink"],
            Is.EqualTo((PropertyValue)"/dev/disk/by-id/virtio-config")
        );
        Assert.That(_stack.Log.Lines, Has.Some.Contains("format: iso, because"));
        Assert.That(File.Exists(PathOf(up)), Is.True);
    }

    [Test]
    public async Task Auto_moves_a_disk_to_another_format_when_its_content_asks_for_it()
    {
        await _stack.UpAsync(Type, "config", Inputs);
        ClashingNames();

        var preview = await _stack.PreviewAsync(Type, "config", Inputs);
        var up = await _stack.UpAsync(Type, "config", Inputs);

        Assert.That(up.Operation, Is.EqualTo("update"));
        Assert.That(
            up.Outputs.Without(Owners.Output),
            Is.EqualTo(preview.Outputs.Without(Owners.Output))
        );
        Assert.That(
            preview.Diff!.Changes.Select(c => c.Path),
            Does.Contain("deviceLink").And.Contain("files[\"Case.txt\"]")
        );
    }

    [Test]
    public async Task A_dangling_link_is_refused_in_every_format(
        [Values("fat", "iso")] string format
    )
    {
        File.CreateSymbolicLink(At("link"), "nowhere");

        var failure = (
            await _stack.FailuresOfAsync(Type, "config", Inputs.With("format", format))
        ).Single();

        Assert.That(failure.Reason, Does.Contain("\"link\" to nowhere, which does not exist"));
    }

    [Test]
    public async Task Each_generation_of_an_iso_is_a_file_of_its_own_and_the_former_stays_for_its_guest()
    {
        var inputs = Inputs.With("format", "iso");
        var first = PathOf(await _stack.UpAsync(Type, "config", inputs));
        _stack.Write("config/hostname", "rose\n");
        var second = PathOf(await _stack.UpAsync(Type, "config", inputs));
        Assert.That((File.Exists(first), File.Exists(second)), Is.EqualTo((true, true)));

        _stack.Write("config/hostname", "iris\n");
        var third = PathOf(await _stack.UpAsync(Type, "config", inputs));

        Assert.That(
            (File.Exists(first), File.Exists(second), File.Exists(third)),
            Is.EqualTo((false, true, true))
        );
        await _stack.DestroyAsync(Type, "config");
        Assert.That((File.Exists(second), File.Exists(third)), Is.EqualTo((false, false)));
    }

    [Test]
    public async Task An_image_that_somebody_removed_is_made_again_and_nothing_is_replaced()
    {
        var inputs = Inputs.With("format", "iso");
        var path = PathOf(await _stack.UpAsync(Type, "config", inputs));
        File.Delete(path);

        var refreshed = await _stack.RefreshAsync(Type, "config");
        var up = await _stack.UpAsync(Type, "config", inputs);

        Assert.That(_stack.Log.Warnings, Has.Some.Contains($"{path} is gone"));
        Assert.That((up.Operation, PathOf(up)), Is.EqualTo(("update", path)));
        Assert.That(up.Outputs, Is.EqualTo(refreshed!.Outputs));
        Assert.That(File.Exists(path), Is.True);
    }

    [Test]
    public async Task An_iso_that_a_running_guest_uses_is_not_deleted()
    {
        var path = PathOf(await _stack.UpAsync(Type, "config", Inputs.With("format", "iso")));
        var guest = _stack.Host.FakeDomains.Add("lilly", $"<disk><source file=\"{path}\"/></disk>");
        guest.State = Infra.NixHost.Hosts.Libvirt.DomainState.Running;

        Assert.That(
            async () => await _stack.DestroyAsync(Type, "config"),
            Throws.Exception.With.Message.Contains("lilly").And.Message.Contains(path)
        );
        Assert.That(File.Exists(path), Is.True);
    }

    private static string PathOf(Step step) => ((PropertyValue.String)step.Outputs["path"]).Value;
}
