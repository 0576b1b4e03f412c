using Infra.NixHost.Hosts.Facts;

namespace Infra.NixHost.Provider.GetHost;

/// <summary>The report on a host that <c>pulumi-resource-nixhost doctor</c> prints: the facts of GetHost, then each problem with its hint.</summary>
internal static class HostReport
{
    /// <summary>Writes the lines, and returns whether the host is usable.</summary>
    public static bool Write(HostFacts facts, TextWriter output)
    {
        foreach (
            var (name, value) in new[]
            {
                ("provider", Package.Version),
                ("libvirt", facts.LibvirtVersion),
                ("QEMU", facts.QemuVersion),
                ("Nix", facts.NixVersion),
                ("accelerator", facts.Accelerator.Reason),
                ("bridges", string.Join(", ", facts.Bridges.Select(b => b.Name))),
                ("processors", $"{facts.Cpus}"),
                ("memory", $"{ByteSize.Format(facts.FreeMemory)} free"),
                ("disks", $"{ByteSize.Format(facts.FreeDisk)} free"),
                ("Nix store", $"{ByteSize.Format(facts.FreeStore)} free"),
            }
        )
        {
            output.WriteLine($"{name, -12}  {(value.Length == 0 ? "none" : value)}");
        }

        output.WriteLine();
        foreach (var problem in facts.Problems)
        {
            output.WriteLine(
                $"{(problem.IsFatal ? "error" : "warning")}: {problem.Message} [{problem.Code}]\n  {problem.Hint}"
            );
        }

        var isUsable = !facts.Problems.Any(p => p.IsFatal);
        output.WriteLine(
            facts.Problems.IsEmpty ? "No problems found."
            : isUsable ? "The host is usable; only what the warnings name does not work."
            : "The host is not usable until the errors are fixed."
        );
        return isUsable;
    }
}
