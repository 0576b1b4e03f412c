using System.Runtime.InteropServices;
using System.Text;

namespace Infra.NixHost.Hosts.Libvirt.Interop;

/// <summary>
/// Turns results of libvirt's functions into values and exceptions. libvirt keeps the last error per operating system thread, so each
/// result is checked on the thread of its call.
/// </summary>
internal static unsafe class VirCall
{
    private const int UuidStringSize = 37;

    public delegate int ListCall(out nint* items);

    public delegate int UuidCall(Span<byte> buffer);

    public static int Check(int result) => result >= 0 ? result : throw LastError();

    public static T Check<T>(T handle)
        where T : SafeHandle
    {
        if (!handle.IsInvalid)
        {
            return handle;
        }

        var error = LastError();
        handle.Dispose();
        throw error;
    }

    /// <summary>Returns <c>null</c> when there is no such object.</summary>
    public static T? Find<T>(T handle)
        where T : SafeHandle
    {
        try
        {
            return Check(handle);
        }
        catch (LibvirtException e) when (VirErrors.IsNotFound(e))
        {
            return null;
        }
    }

    public static string Text(string? text) => text ?? throw LastError();

    public static bool Flag(int result) => Check(result) == 1;

    public static Guid Uuid(UuidCall call)
    {
        Span<byte> buffer = stackalloc byte[UuidStringSize];
        Check(call(buffer));
        return Guid.Parse(Encoding.ASCII.GetString(buffer[..(UuidStringSize - 1)]));
    }

    /// <summary>Returns the handles of a list and frees its array. The caller owns the handles.</summary>
    public static List<T> List<T>(ListCall call, Func<nint, T> own)
    {
        var count = Check(call(out var items));
        try
        {
            return [.. new ReadOnlySpan<nint>(items, count).ToArray().Select(own)];
        }
        finally
        {
            NativeMemory.Free(items);
        }
    }

    public static LibvirtException LastError() =>
        new(
            VirApi.virGetLastErrorCode(),
            VirApi.virGetLastErrorDomain(),
            VirApi.virGetLastErrorMessage()?.Trim() ?? "libvirt gives no reason"
        );
}
