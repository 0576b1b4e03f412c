using System.Text.RegularExpressions;
using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Hosts.Accelerators;

/// <summary>
/// Decides between KVM and TCG by the kernel and the host's user database. A device alone is not enough: in clouds it often exists without
/// support by the CPU. A device that QEMU's user may not open makes libvirt probe QEMU at every define.
/// </summary>
/// <param name="files">The files of the host.</param>
/// <param name="paths">The files to read.</param>
internal sealed partial class HostAccelerators(IHostFiles files, AcceleratorPaths paths)
    : IAccelerators
{
    private const int ReadWrite = 6;

    /// <inheritdoc/>
    public Accelerator Detect()
    {
        if (!CpuHasVirtualization())
        {
            return new(
                false,
                $"TCG: the CPU shows neither vmx nor svm in {paths.CpuInfo}, so KVM cannot work here."
            );
        }

        if (files.Stat(paths.Device) is not { } device)
        {
            return new(
                false,
                $"TCG: there is no {paths.Device}. Load the module kvm_intel or kvm_amd."
            );
        }

        var user = QemuUser.Find(files, paths);
        return device.Allows(ReadWrite, user.Id, user.Groups)
            ? new(true, $"KVM: {paths.Device} is open to qemu's user '{user.Name}'.")
            : new(
                false,
                $"TCG: qemu's user '{user.Name}' may not open {paths.Device}. "
                    + $"Run `chgrp kvm {paths.Device}; chmod 0660 {paths.Device}` and see that '{user.Name}' is in the group kvm."
            );
    }

    private bool CpuHasVirtualization() =>
        files
            .Read(paths.CpuInfo)
            .Lines.Any(line =>
                line.StartsWith("flags", StringComparison.Ordinal) && Flag().IsMatch(line)
            );

    [GeneratedRegex(@"\b(vmx|svm)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Flag();
}
