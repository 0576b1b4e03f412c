using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Infra.NixHost.Hosts.Libvirt.Interop;

/// <summary>A string that libvirt allocated for the caller, who must free it.</summary>
[CustomMarshaller(typeof(string), MarshalMode.ManagedToUnmanagedOut, typeof(OwnedString))]
internal static unsafe class OwnedString
{
    public static string? ConvertToManaged(byte* text) =>
        Utf8StringMarshaller.ConvertToManaged(text);

    public static void Free(byte* text) => NativeMemory.Free(text);
}
