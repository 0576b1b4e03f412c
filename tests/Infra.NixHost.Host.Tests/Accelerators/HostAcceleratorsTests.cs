using Infra.NixHost.Hosts.Accelerators;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Accelerators;

/// <summary>The host's files are the test's, and so are their owners: whoever runs the tests.</summary>
internal sealed class HostAcceleratorsTests
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Group = UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
    private TestDirectory _host;
    private uint _group;

    [SetUp]
    public void SetUp()
    {
        _host = new();
        _host.Write("cpuinfo", "processor : 0\nflags\t\t: fpu vme vmx sse\n");
        _host.Write("kvm");
        _group = new LocalFiles().Stat(_host.At("kvm"))!.Group;
        Mode(Owner | Group);
        User("libvirt-qemu", 64055, group: 64055);
        _host.Write("group", $"kvm:x:{_group}:somebody,libvirt-qemu\nbroken\n");
    }

    [TearDown]
    public void TearDown() => _host.Dispose();

    [Test]
    public void Kvm_is_taken_where_the_CPU_has_it_and_qemus_user_may_open_it()
    {
        var accelerator = Detect();

        Assert.That(accelerator.IsKvm, Is.True);
        Assert.That(accelerator.Reason, Does.StartWith("KVM:").And.Contain("'libvirt-qemu'"));
    }

    [TestCase("flags : fpu svm\n", true)]
    [TestCase("flags : fpu svm_lock vmxnet\n", false)]
    [TestCase("vmx flags : vnmi ept\nflags : fpu\n", false)]
    [TestCase("", false)]
    public void The_flags_of_the_CPU_decide_first(string cpuInfo, bool kvm)
    {
        _host.Write("cpuinfo", cpuInfo);

        Assert.That(Detect().IsKvm, Is.EqualTo(kvm));
    }

    [Test]
    public void A_CPU_without_virtualization_is_told()
    {
        _host.Write("cpuinfo", "flags : fpu\n");

        Assert.That(Detect().Reason, Does.StartWith("TCG:").And.Contain("neither vmx nor svm"));
    }

    [Test]
    public void A_missing_device_is_told()
    {
        File.Delete(_host.At("kvm"));

        Assert.That(Detect().IsKvm, Is.False);
        Assert.That(Detect().Reason, Does.Contain("there is no").And.Contain("kvm_intel"));
    }

    [Test]
    public void A_device_that_qemus_user_may_not_open_is_told_with_the_way_out()
    {
        Mode(Owner);

        var accelerator = Detect();

        Assert.That(accelerator.IsKvm, Is.False);
        Assert.That(accelerator.Reason, Does.Contain("'libvirt-qemu' may not open"));
        Assert.That(accelerator.Reason, Does.Contain("chgrp kvm"));
    }

    [Test]
    public void A_user_outside_of_the_devices_group_may_not_open_it()
    {
        _host.Write("group", $"kvm:x:{_group}:somebody\n");

        Assert.That(Detect().IsKvm, Is.False);
    }

    [Test]
    public void The_users_own_group_counts()
    {
        User("libvirt-qemu", 64055, _group);
        _host.Write("group", "");

        Assert.That(Detect().IsKvm, Is.True);
    }

    [Test]
    public void A_device_open_to_all_is_open_to_qemu()
    {
        Mode(Owner | Group | Others);
        _host.Write("group", "");

        Assert.That(Detect().IsKvm, Is.True);
    }

    [TestCase("user = \"builder\"\n", "builder")]
    [TestCase("#user = \"builder\"\n", "libvirt-qemu")]
    [TestCase("  user=\"builder\" # why\n", "builder")]
    [TestCase("user = \"unknown\"\n", "libvirt-qemu")]
    [TestCase("user = \"+2000\"\n", "builder")]
    [TestCase("user = \"+0\"\n", "root")]
    public void The_user_is_that_of_qemus_configuration(string configuration, string user)
    {
        File.AppendAllText(_host.At("passwd"), "builder:x:2000:2000::/:/bin/sh\n");
        File.AppendAllText(_host.At("passwd"), "root:x:0:0::/root:/bin/sh\n");
        _host.Write("qemu.conf", configuration);

        Assert.That(QemuUser.Find(new LocalFiles(), Paths()).Name, Is.EqualTo(user));
    }

    [TestCase("namespaces = []\n", "root")]
    [TestCase("user = \"qemu-libvirtd\"\ngroup = \"qemu-libvirtd\"\n", "qemu-libvirtd")]
    public void NixOS_runs_qemu_as_root_unless_its_configuration_names_the_user_that_is_always_there(
        string configuration,
        string user
    )
    {
        User("qemu-libvirtd", 301, group: 301);
        _host.Write("qemu.conf", configuration);

        Assert.That(QemuUser.Find(new LocalFiles(), Paths()).Name, Is.EqualTo(user));
    }

    [Test]
    public void Without_a_user_of_a_package_it_is_root_who_may_open_anything()
    {
        _host.Write("passwd", "");
        Mode(UnixFileMode.None);

        Assert.That(Detect().IsKvm, Is.True);
        Assert.That(QemuUser.Find(new LocalFiles(), Paths()).Name, Is.EqualTo("root"));
    }

    private Accelerator Detect() => new HostAccelerators(new LocalFiles(), Paths()).Detect();

    private AcceleratorPaths Paths() =>
        new()
        {
            CpuInfo = _host.At("cpuinfo"),
            Device = _host.At("kvm"),
            Users = _host.At("passwd"),
            Groups = _host.At("group"),
            QemuConfigurations = [_host.At("qemu.conf"), _host.At("none")],
        };

    private void User(string name, uint id, uint group) =>
        _host.Write("passwd", $"{name}:x:{id}:{group}:qemu:/:/bin/false\n+::::::\n");

    private void Mode(UnixFileMode mode) => File.SetUnixFileMode(_host.At("kvm"), mode);
}
