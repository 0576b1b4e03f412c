using System.Text.RegularExpressions;
using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Provider.Values;

/// <summary>Checks the MAC address of a network card.</summary>
internal static partial class MacAddressCheck
{
    /// <summary>What is wrong goes to the failures.</summary>
    public static void Run(string property, string? mac, CheckFailures failures)
    {
        if (mac is null)
        {
            return;
        }

        if (!Mac().IsMatch(mac))
        {
            failures.Add(
                property,
                $"\"{mac}\" is no MAC address; give one such as \"52:54:00:12:34:56\", or leave it out"
            );
        }
        else if ((Convert.ToByte(mac[..2], 16) & 1) != 0)
        {
            failures.Add(
                property,
                $"\"{mac}\" is a multicast address; give one whose first byte is even"
            );
        }
    }

    [GeneratedRegex(
        "^([0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Mac();
}
