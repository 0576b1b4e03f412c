using System.Security.Cryptography;
using System.Text;
using Infra.Protocol.Naming;

namespace Infra.NixHost.Provider.Resources;

/// <summary>Who a resource is: its urn, and the ids that follow from it and never change.</summary>
internal sealed record ResourceIdentity(Urn Urn)
{
    /// <summary>The project.</summary>
    public string Project => Urn.Project;

    /// <summary>The stack.</summary>
    public string Stack => Urn.Stack;

    /// <summary>The resource's name in the program.</summary>
    public string Name => Urn.Name;

    /// <summary>The first <paramref name="digits"/> hex digits of a hash over the resource and further parts.</summary>
    public string Hex(int digits, params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(Hash(Urn.Value, parts))[..digits];

    /// <summary>A UUID (version 5 in form) over the resource and further parts.</summary>
    public Guid Uuid(params ReadOnlySpan<string> parts)
    {
        var bytes = Hash(Urn.Value, parts)[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x50);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(bytes, bigEndian: true);
    }

    /// <summary>
    /// The MAC address of a guest's network card in QEMU's range. It hangs on project, stack, guest and card alone, so that moving the
    /// resource in the program does not change the machine's identity on the LAN.
    /// </summary>
    public string Mac(string guestName, int card)
    {
        var hash = Hash(guestName, [$"{card}"]);
        return $"52:54:00:{hash[0]:x2}:{hash[1]:x2}:{hash[2]:x2}";
    }

    private byte[] Hash(string first, ReadOnlySpan<string> parts) =>
        SHA256.HashData(
            Encoding.UTF8.GetBytes(string.Join('\0', [Project, Stack, first, .. parts]))
        );
}
