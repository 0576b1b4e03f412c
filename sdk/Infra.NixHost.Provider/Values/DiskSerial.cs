using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.Values;

/// <summary>Serials of disks: virtio-blk carries 20 bytes, and udev makes device links of them.</summary>
internal static class DiskSerial
{
    /// <summary>The most characters a guest gets to see.</summary>
    public const int MaxLength = 20;

    /// <summary>Why a text is no serial, or <c>null</c> when it is one.</summary>
    public static string? Mismatch(string serial) =>
        serial.Length is 0 or > MaxLength || !serial.All(IsLegal)
            ? $"\"{serial}\" is no serial; give 1 to {MaxLength} characters of A-Z a-z 0-9 _ . -"
            : null;

    /// <summary>A serial made of a resource's name; long names end in a hash.</summary>
    public static string From(ResourceIdentity identity)
    {
        var clean = new string([.. identity.Name.Select(c => IsLegal(c) ? c : '-')]);
        return clean.Length <= MaxLength ? clean : $"{clean[..13]}-{identity.Hex(6)}";
    }

    private static bool IsLegal(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-';
}
