using System.Security.Cryptography;
using System.Text;
using Infra.NixHost.Hosts.Nix;
using Infra.Protocol.Naming;

namespace Infra.NixHost.Provider.Resources;

/// <summary>The identity of a resource: its urn, and the ids derived from it.</summary>
internal sealed record ResourceIdentity(Urn Urn)
{
    /// <summary>The project.</summary>
    public string Project => Urn.Project;

    /// <summary>The stack.</summary>
    public string Stack => Urn.Stack;

    /// <summary>
    /// The urn under which the resource was created. Names, addresses and ids derive from it, so that a rename,
    /// a move or an alias changes none of them.
    /// </summary>
    public Urn Origin { get; init; } = Urn;

    /// <summary>
    /// Whether the default MAC addresses follow from the urn, so that guests of one name on two hosts have different ones. Those of guests that were
    /// made without a host follow from the guest's name.
    /// </summary>
    public bool HasOwnMacs { get; init; }

    /// <summary>The name under which the resource was created; default names derive from it.</summary>
    public string Name => Origin.Name;

    /// <summary>The first <paramref name="digits"/> hex digits of a hash over the urn and further parts.</summary>
    public string Hex(int digits, params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(Hash(Origin.Value, parts))[..digits];

    /// <summary>A UUID in the form of version 5, derived from the original urn and further parts.</summary>
    public Guid Uuid(params ReadOnlySpan<string> parts)
    {
        var bytes = Hash(Origin.Value, parts)[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x50);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(bytes, bigEndian: true);
    }

    /// <summary>
    /// The default MAC address of a guest's network card, in QEMU's range.
    /// It depends on no host, so that a guest that moves keeps it, and the same holds for moving the resource in the program.
    /// </summary>
    public string Mac(string guestName, int card)
    {
        var hash = Hash(HasOwnMacs ? Origin.Value : guestName, [$"{card}"]);
        return $"52:54:00:{hash[0]:x2}:{hash[1]:x2}:{hash[2]:x2}";
    }

    /// <summary>Whether a tag names the stack of this resource, also by the stack's name of then.</summary>
    public bool IsOfStack(OwnerTag? tag) =>
        tag is not null
        && (
            (tag.Project, tag.Stack) == (Project, Stack)
            || (tag.Project, tag.Stack) == (Origin.Project, Origin.Stack)
        );

    /// <summary>The path of a garbage collector root of the resource.</summary>
    public string RootPath(INixStore store, string role) =>
        store.RootPath(Origin.Project, Origin.Stack, Origin.Value, role);

    private byte[] Hash(string first, ReadOnlySpan<string> parts) =>
        SHA256.HashData(
            Encoding.UTF8.GetBytes(
                string.Join('\0', [Origin.Project, Origin.Stack, first, .. parts])
            )
        );
}
