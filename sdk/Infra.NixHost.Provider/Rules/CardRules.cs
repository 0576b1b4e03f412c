namespace Infra.NixHost.Provider.Rules;

/// <summary>Rules of network cards.</summary>
internal static class CardRules
{
    private const string Such = "give one such as \"52:54:00:12:34:56\", or leave it out";
    private const int Bytes = 6;

    /// <summary>Why no network card can have a MAC address.</summary>
    public static string? Mac(string mac) =>
        !IsMac(mac) ? $"\"{mac}\" is not a MAC address; {Such}"
        : mac.All(c => c is '0' or ':') ? $"\"{mac}\" is the address of no network card; {Such}"
        : (Convert.ToByte(mac[..2], 16) & 1) != 0
            ? $"\"{mac}\" is a multicast address; give one whose first byte is even"
        : null;

    /// <summary>Why a text is not a model of a network card.</summary>
    public static string? Model(string model) =>
        model.Length > 0 && model.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? null
            : $"\"{model}\" is not a network card model; give one such as \"virtio\"";

    /// <summary>A MAC address that an earlier card of the guest has.</summary>
    public static string SameMac(string mac, int former) =>
        $"\"{mac}\" is also the MAC address of networks[{former}]; give each card its own";

    private static bool IsMac(string text)
    {
        var parts = text.Split(':');
        return parts.Length == Bytes
            && parts.All(p => p.Length == 2 && p.All(char.IsAsciiHexDigit));
    }
}
