using Infra.NixHost.Provider.Rules;

namespace Infra.NixHost.Provider.Definitions;

/// <summary>Checks the MAC address of a network card.</summary>
internal static class MacAddressCheck
{
    /// <summary>Adds what is wrong to the failures.</summary>
    public static void Run(string property, string? mac, CheckFailures failures) =>
        failures.AddIf(property, mac is null ? null : CardRules.Mac(mac));
}
