using System.Xml.Linq;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.NixGuest.Checks;

/// <summary>
/// Checks that no other guest has the same name, MAC address or address: neither in the program, nor in the domains of other programs on the host.
/// libvirt takes two machines with one MAC address without a word, and the LAN then loses packets of both.
/// </summary>
internal sealed class GuestIdentityCheck(ProviderSession session)
{
    /// <summary>What is wrong goes to the failures.</summary>
    public async Task RunAsync(
        NixGuestInputs inputs,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        var claims = Claims(inputs, call).ToList();
        foreach (var (path, kind, value, other) in session.Claims.Take(call.Identity, claims))
        {
            call.Failures.Add(
                path,
                $"\"{value}\" is given to {other} too; give each guest its own",
                CodeOf(kind)
            );
        }

        if (!call.Changes("guestName", "networks", "address"))
        {
            return;
        }

        foreach (var domain in await session.Definitions.ReadAsync(cancellationToken))
        {
            CheckAgainst(domain, claims, call);
        }
    }

    private static IEnumerable<GuestClaim> Claims(NixGuestInputs inputs, CheckCall call)
    {
        if (Plain.HasUnknown(call.News.Get("guestName")))
        {
            yield break;
        }

        yield return new("guestName", "name", inputs.GuestName);
        if (!Plain.HasUnknown(call.News.Get("address")) && inputs.Address is { } address)
        {
            yield return new("address.address", "address", GuestOutputs.HostOf(address));
        }

        var macs = inputs.MacAddresses(call.Identity);
        var cards = new InputReader(call.News).Structures("networks");
        for (var i = 0; i < macs.Length; i++)
        {
            if (!cards[i].IsUnknown("mac"))
            {
                yield return new($"{PropertyPath.Join("networks", i)}.mac", "mac", macs[i]);
            }
        }
    }

    /// <summary>Domains of this stack are compared as what the program says of them: one may be about to go.</summary>
    private static void CheckAgainst(XElement domain, List<GuestClaim> claims, CheckCall call)
    {
        if (
            OwnerTag.StackIn(domain) == (call.Identity.Project, call.Identity.Stack)
            || domain.Element("uuid")?.Value == $"{call.Identity.Uuid(NameOf(claims)):D}"
        )
        {
            return;
        }

        var name = domain.Element("name")?.Value;
        var macs = DeviceKeys.Cards(domain).Select(c => c.Mac).ToHashSet(StringComparer.Ordinal);
        var address = OwnerTag.AddressIn(domain) is { } noted ? GuestOutputs.HostOf(noted) : null;
        foreach (var claim in claims)
        {
            var isTaken = claim.Kind switch
            {
                "mac" => macs.Contains(claim.Value),
                "address" => claim.Value == address,
                _ => false,
            };
            if (isTaken && !(call.Olds.Count > 0 && name == NameOf(claims)))
            {
                call.Failures.Add(
                    claim.Path,
                    $"\"{claim.Value}\" is the {(claim.Kind == "mac" ? "MAC address" : "address")} of the domain '{name}' on this host; give another one",
                    CodeOf(claim.Kind)
                );
            }
        }
    }

    private static string CodeOf(string kind) => $"{kind}-taken";

    private static string NameOf(List<GuestClaim> claims) =>
        claims.FirstOrDefault(c => c.Kind == "name")?.Value ?? "";
}
