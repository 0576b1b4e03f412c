using Infra.NixHost.Hosts.Libvirt;

namespace Infra.NixHost.Hosts.Tests.Libvirt;

internal sealed class DomainCapabilitiesTests
{
    [Test]
    public void Cpus_and_buses_are_read()
    {
        var support = DomainCapabilities.Read(
            """
            <domainCapabilities>
              <cpu>
                <mode name='host-passthrough' supported='no'/>
                <mode name='maximum' supported='yes'/>
                <mode name='custom' supported='yes'>
                  <model usable='yes'>qemu64</model>
                  <model usable='no'>EPYC</model>
                  <model usable='unknown'>Penryn</model>
                </mode>
              </cpu>
              <devices>
                <disk supported='yes'><enum name='bus'><value>virtio</value><value>sata</value></enum></disk>
              </devices>
            </domainCapabilities>
            """
        );

        Assert.That(support.CpuModes, Is.EqualTo(["maximum", "custom"]));
        Assert.That(
            (support.CpuModels["qemu64"], support.CpuModels["EPYC"], support.CpuModels["Penryn"]),
            Is.EqualTo((true, false, true))
        );
        Assert.That(support.DiskBuses, Is.EqualTo(["virtio", "sata"]));
    }

    [Test]
    public void Machines_are_those_of_the_hosts_architecture_with_their_processors()
    {
        var machines = DomainCapabilities.ReadMachines(
            """
            <capabilities>
              <host><cpu><arch>x86_64</arch></cpu></host>
              <guest>
                <os_type>hvm</os_type>
                <arch name='i686'><machine maxCpus='1'>isapc</machine></arch>
              </guest>
              <guest>
                <os_type>hvm</os_type>
                <arch name='x86_64'>
                  <machine canonical='pc-q35-7.2' maxCpus='288'>q35</machine>
                  <machine>none</machine>
                  <domain type='qemu'/>
                  <domain type='kvm'><machine maxCpus='8'>special</machine></domain>
                </arch>
              </guest>
            </capabilities>
            """,
            "qemu"
        );

        Assert.That(machines.Keys, Is.EqualTo(["none", "q35"]));
        Assert.That(machines["q35"], Is.EqualTo(288));
    }
}
