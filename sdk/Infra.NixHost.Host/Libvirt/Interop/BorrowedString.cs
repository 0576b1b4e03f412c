using System.Runtime.InteropServices.Marshalling;

namespace Infra.NixHost.Hosts.Libvirt.Interop;

/// <summary>A string that libvirt keeps, so that it is not freed here.</summary>
[CustomMarshaller(typeof(string), MarshalMode.ManagedToUnmanagedOut, typeof(BorrowedString))]
internal static unsafe class BorrowedString
{
    public static string? ConvertToManaged(byte* text) =>
        Utf8StringMarshaller.ConvertToManaged(text);
}
