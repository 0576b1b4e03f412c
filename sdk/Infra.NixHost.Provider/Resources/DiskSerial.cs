using Infra.NixHost.Provider.Rules;

namespace Infra.NixHost.Provider.Resources;

/// <summary>Serials of disks that users have not chosen.</summary>
internal static class DiskSerial
{
    /// <summary>Derives a serial from a resource's name; a long name is shortened and ends in a hash.</summary>
    public static string From(ResourceIdentity identity)
    {
        var clean = new string([.. identity.Name.Select(c => DiskRules.IsOfSerial(c) ? c : '-')]);
        return clean.Length <= DiskRules.LongestSerial ? clean : $"{clean[..13]}-{identity.Hex(6)}";
    }
}
