using System.Runtime.InteropServices;

namespace Infra.NixHost.Hosts.Libvirt.Interop;

/// <summary>A <c>virDomainStatsRecord</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct DomainStatistics
{
    /// <summary>The domain; the list owns it.</summary>
    public readonly nint Domain;

    private readonly TypedParameter* _parameters;
    private readonly int _count;

    /// <summary>The value of a number; 0 when libvirt does not tell it.</summary>
    public ulong Number(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_parameters[i].Number(name) is { } number)
            {
                return number;
            }
        }

        return 0;
    }
}
