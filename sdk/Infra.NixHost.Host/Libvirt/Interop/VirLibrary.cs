using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Infra.NixHost.Hosts.Libvirt.Interop;

/// <summary>Loads libvirt once per process, because its error callback and event loop belong to the process.</summary>
internal static class VirLibrary
{
    private static readonly Lazy<bool> Loaded = new(LoadOnce);
    private static readonly Lazy<Thread> EventLoop = new(StartEventLoop);

    /// <exception cref="HostException">The library is not installed.</exception>
    public static void Load() => _ = Loaded.Value;

    /// <summary>Starts the event loop's thread. Only connections that are opened afterwards use it.</summary>
    public static void StartEvents() => _ = EventLoop.Value;

    private static unsafe bool LoadOnce()
    {
        NativeLibrary.SetDllImportResolver(typeof(VirLibrary).Assembly, Resolve);
        try
        {
            VirCall.Check(VirApi.virInitialize());
        }
        catch (DllNotFoundException e)
        {
            throw new HostException(
                "libvirt-missing",
                $"The library {VirApi.Library} is not on this machine. Install it: Debian `apt-get install libvirt0 "
                    + "libvirt-daemon-system`, NixOS `virtualisation.libvirtd.enable = true`.",
                e
            );
        }
        // Without a callback of ours libvirt prints every error to standard error.
        VirApi.virSetErrorFunc(0, &Ignore);
        return true;
    }

    private static Thread StartEventLoop()
    {
        VirCall.Check(VirApi.virEventRegisterDefaultImpl());
        var thread = new Thread(RunEvents) { IsBackground = true, Name = "libvirt events" };
        thread.Start();
        return thread;
    }

    private static void RunEvents()
    {
        while (VirApi.virEventRunDefaultImpl() >= 0)
        {
            // Each round waits in poll until a socket or a timer has something.
        }
    }

    /// <summary>NixOS has no common directory of libraries, so the library is looked for beside virsh.</summary>
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != VirApi.Library)
        {
            return 0;
        }

        if (NativeLibrary.TryLoad(name, assembly, searchPath, out var found))
        {
            return found;
        }

        foreach (
            var directory in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
                ':',
                StringSplitOptions.RemoveEmptyEntries
            )
        )
        {
            var virsh = Path.Combine(directory, "virsh");
            if (!File.Exists(virsh))
            {
                continue;
            }

            var real = File.ResolveLinkTarget(virsh, returnFinalTarget: true)?.FullName ?? virsh;
            var library = Path.GetFullPath(
                Path.Combine(Path.GetDirectoryName(real) ?? "/", "..", "lib", name)
            );
            if (NativeLibrary.TryLoad(library, out found))
            {
                return found;
            }
        }
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Ignore(nint data, nint error) { }
}
