using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.ConfigDisk;

/// <summary>A directory of the host is read by QEMU as FAT and by this program as ISO, so that it matters who may.</summary>
internal sealed class ConfigHostPathTests
{
    private const string Type = "ConfigDisk";
    private TestStack _stack = null!;
    private string _file = "";

    private PropertyMap Inputs =>
        PropertyMap.Of(("hostPath", Path.Combine(_stack.Directory, "config")));

    [SetUp]
    public void MakeStack()
    {
        _stack = new();
        _file = _stack.Write("config/keys/token", "t");
    }

    [TearDown]
    public void RemoveStack() => _stack.Dispose();

    [Test]
    public async Task A_file_that_QEMU_may_not_read_is_refused_in_preview_as_fat()
    {
        _stack.Host.FakeQemuAccess.Unreadable[_file] = 0;

        var failures = await _stack.FailuresOfAsync(Type, "c", Inputs.With("format", "fat"));

        Assert.That(failures.Single().Path, Is.EqualTo("hostPath"));
        Assert.That(
            failures.Single().Reason,
            Does.Contain($"chmod o+r {_file}").And.EndsWith("or set format to \"iso\" [fat-unfit]")
        );
    }

    [Test]
    public async Task Auto_copies_what_QEMU_may_not_read()
    {
        _stack.Host.FakeQemuAccess.Unreadable[_file] = 0;

        var disk = await _stack.UpAsync(Type, "c", Inputs);

        Assert.That(disk.Outputs["format"], Is.EqualTo((PropertyValue)"iso"));
        Assert.That(_stack.Log.Lines.Single(), Does.Contain("is out of reach of QEMU"));
    }

    [Test]
    public async Task What_QEMU_may_read_is_served_as_it_is()
    {
        var disk = await _stack.UpAsync(Type, "c", Inputs);

        Assert.That(disk.Outputs["format"], Is.EqualTo((PropertyValue)"fat"));
    }

    [Test]
    public async Task An_import_is_refused_with_what_to_do_instead()
    {
        var failure = await Assert.ThrowsAsync<HostException>(() =>
            _stack.ImportAsync(Type, "c", "/dev/vdb")
        );

        Assert.That(failure!.Code, Is.EqualTo("import-unsupported"));
        Assert.That(failure.Message, Does.Contain("Remove the import"));
    }
}
