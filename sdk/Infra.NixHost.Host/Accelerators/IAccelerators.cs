namespace Infra.NixHost.Hosts.Accelerators;

/// <summary>Chooses what runs a guest's code on this host.</summary>
public interface IAccelerators
{
    /// <summary>KVM where the CPU has it and QEMU's user may open the device; otherwise TCG, with the reason.</summary>
    Accelerator Detect();
}
