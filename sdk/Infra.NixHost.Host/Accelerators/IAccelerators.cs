namespace Infra.NixHost.Host.Accelerators;

/// <summary>What can run a guest's code on this host.</summary>
public interface IAccelerators
{
    /// <summary>KVM only where the CPU has it and qemu's user may open the device; TCG else, with the reason.</summary>
    Accelerator Detect();
}
