using System.Runtime.InteropServices.Marshalling;

namespace Infra.NixHost.Host.Libvirt.Interop;

/// <summary>A string that stays libvirt's.</summary>
[CustomMarshaller(typeof(string), MarshalMode.ManagedToUnmanagedOut, typeof(BorrowedString))]
internal static unsafe class BorrowedString
{
    public static string? ConvertToManaged(byte* text) =>
        Utf8StringMarshaller.ConvertToManaged(text);
}
