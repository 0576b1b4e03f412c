using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Infra.NixHost.Hosts.Libvirt.Interop;

/// <summary>A <c>virTypedParameter</c>: a name, a type and a value.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TypedParameter
{
    private const int NameSize = 80;

    /// <summary>VIR_TYPED_PARAM_UINT.</summary>
    private const int UnsignedInt = 2;

    /// <summary>VIR_TYPED_PARAM_ULLONG.</summary>
    private const int UnsignedLong = 4;

    private fixed byte _name[NameSize];
    private readonly int _type;
    private readonly ulong _value;

    /// <summary>The value, if this is an unsigned number of this name.</summary>
    public readonly ulong? Number(ReadOnlySpan<byte> name)
    {
        fixed (byte* own = _name)
        {
            if (!MemoryMarshal.CreateReadOnlySpanFromNullTerminated(own).SequenceEqual(name))
            {
                return null;
            }
        }

        return _type switch
        {
            UnsignedLong => _value,
            UnsignedInt => Unsafe.BitCast<ulong, UnsignedPair>(_value).First,
            _ => null,
        };
    }

    /// <summary>The union of the value, of which a shorter number takes the first bytes on any machine.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct UnsignedPair
    {
        public readonly uint First;
        private readonly uint _second;
    }
}
