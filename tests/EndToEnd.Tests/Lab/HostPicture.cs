namespace EndToEnd.Tests.Lab;

/// <summary>Lists what a lab host holds at one moment: everything that a run could have written outside its own state.</summary>
internal static class HostPicture
{
    private const string Everything = """
        set -e
        for kind in list net-list pool-list; do virsh -c qemu:///system $kind --all --name; done
        for domain in $(virsh -c qemu:///system list --all --name); do virsh -c qemu:///system dumpxml "$domain"; done
        # A running guest writes to its disk, so the bytes there do not count.
        # Nix touches its database, locks and per-user directories at every start.
        find /nix /var/lib/nixhost /etc/libvirt -printf '%p %y %i %C@ %l\n' | grep -v -e /nix/var/nix/db -e /nix/var/nix/temproots -e /per-user
        find /var/lib/libvirt/images -printf '%p %y %i\n'
        """;

    private const string OurOwn = """
        set -e
        for kind in list net-list pool-list; do virsh -c qemu:///system $kind --all --name; done
        ls -A /var/lib/libvirt/images
        find /nix/var/nix/gcroots /var/lib/nixhost -type l -not -path '*/auto/*'
        # The notes of where copies of nixpkgs lie belong to no stack; they only save the next evaluation a minute.
        find /var/lib/nixhost -type f -not -path '*/nixpkgs/*'
        # Whoever finds no process says 1.
        pgrep -a -x 'qemu-system-.*|infra|pulumi-resource.*|LabStack|dotnet' || [ $? = 1 ]
        """;

    public static async Task<string> TakeAsync(LabHost lab) =>
        (await lab.RunAsync("bash", "-c", Everything)).Succeeded().Output;

    /// <summary>The names of our domains, networks, pools, volumes, roots, files and processes, one a line.</summary>
    public static async Task<IReadOnlyList<string>> LeftOversAsync(LabHost lab)
    {
        var found = (await lab.RunAsync("bash", "-c", OurOwn)).Succeeded();
        return [.. found.Output.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0)];
    }
}
