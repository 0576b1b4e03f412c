using System.Xml.Linq;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.NixGuest.Checks;

/// <summary>
/// Checks that no other guest of the program or the host has the same name, MAC address, address or writable disk. libvirt accepts all of them
/// twice: the LAN then loses packets of both guests, and one of them does not start.
/// </summary>
internal sealed class GuestIdentityCheck(ProviderSession session)
{
    private readonly WritableFiles _files = new(session);

    /// <summary>Adds each conflict to the failures.</summary>
    public async Task RunAsync(
        NixGuestInputs inputs,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        var claims = Claims(inputs, call).ToList();
        claims.AddRange(await DisksAsync(inputs, cancellationToken));
        claims.AddRange(await FragmentAsync(inputs, cancellationToken));
        foreach (var (path, kind, value, other) in session.Claims.Take(call.Identity, claims))
        {
            call.Failures.Add(
                path,
                $"\"{value}\" is also claimed by {other}; give each guest its own",
                CodeOf(kind)
            );
        }

        if (!call.Changes("guestName", "networks", "address", "disks", "running", "extraXml"))
        {
            return;
        }

        await CheckAgainstHostAsync(claims, call, cancellationToken);
        var domains = await session.Definitions.ReadAsync(cancellationToken);
        // Check gets no token, but the guest's own domain has one.
        var home = domains
            .Where(d => IsOwn(d.Element("name")?.Value, claims, call))
            .Select(d => OwnerXml.Read(d)?.Home)
            .FirstOrDefault(h => h is not null);
        foreach (var domain in domains)
        {
            if (!IsOfThisState(domain, home, claims, call))
            {
                var files = await _files.OfAsync(domain, cancellationToken);
                var taken = Taken(domain, files, claims, call);
                await TellAsync(taken, MayBeOfThisState(domain, call), call, cancellationToken);
            }
        }
    }

    /// <summary>The files that a running guest writes to. One that is off may share them, as a guest for rescues does.</summary>
    private async Task<IEnumerable<GuestClaim>> DisksAsync(
        NixGuestInputs inputs,
        CancellationToken cancellationToken
    )
    {
        var claims = new List<GuestClaim>();
        for (var i = 0; inputs.Running && i < inputs.Disks.Length; i++)
        {
            if (await _files.OfAsync(inputs.Disks[i], cancellationToken) is { } file)
            {
                claims.Add(new($"{PropertyPath.Join("disks", i)}.path", "disk", file));
            }
        }

        return claims;
    }

    /// <summary>What <c>extraXml</c> adds; a disk that it declares as shared is one that several guests write to on purpose.</summary>
    private async Task<IEnumerable<GuestClaim>> FragmentAsync(
        NixGuestInputs inputs,
        CancellationToken cancellationToken
    )
    {
        if (inputs.ExtraXml is not { } extra)
        {
            return [];
        }

        var fragment = ExtraXml.Parse(extra);
        var macs = DeviceKeys.Cards(fragment).Select(c => c.Mac).Where(mac => mac.Length > 0);
        fragment.Descendants("disk").Where(disk => disk.Element("shareable") is not null).Remove();
        var files = inputs.Running ? await _files.OfAsync(fragment, cancellationToken) : [];
        return
        [
            .. macs.Select(mac => new GuestClaim("extraXml", "mac", mac)),
            .. files.Select(file => new GuestClaim("extraXml", "disk", file)),
        ];
    }

    private async Task CheckAgainstHostAsync(
        List<GuestClaim> claims,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        var host = await session.Interfaces.ReadAsync(cancellationToken);
        foreach (var claim in claims)
        {
            if (
                (claim.Kind == "mac" && host.MacAddresses.Contains(claim.Value))
                || (claim.Kind == "address" && host.Addresses.Contains(claim.Value))
            )
            {
                call.Failures.Add(
                    claim.Path,
                    $"\"{claim.Value}\" is {WordOf(claim.Kind)} of the host itself; give another one",
                    CodeOf(claim.Kind)
                );
            }
        }
    }

    private static IEnumerable<GuestClaim> Claims(NixGuestInputs inputs, CheckCall call)
    {
        if (PropertyContent.HasUnknown(call.News.Get("guestName")))
        {
            yield break;
        }

        yield return new("guestName", "name", inputs.GuestName);
        if (!PropertyContent.HasUnknown(call.News.Get("address")) && inputs.Address is { } address)
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

    /// <summary>Whether a domain is of this state: such domains are skipped, because the program may be about to delete them.</summary>
    private bool IsOfThisState(
        XElement domain,
        string? home,
        List<GuestClaim> claims,
        CheckCall call
    ) =>
        OwnerXml.Read(domain) is { } tag
            && (
                session.Owners.IsOfProgram(call.Identity, tag)
                || (home is not null && tag.Home == home)
            )
        || domain.Element("uuid")?.Value == $"{call.Identity.Uuid(NameOf(claims)):D}";

    /// <summary>
    /// Whether a domain may be of this state, of which a new guest tells nothing: it is of the same names, and of another folder or machine. The
    /// program may have dropped it, or be a clone.
    /// </summary>
    private bool MayBeOfThisState(XElement domain, CheckCall call) =>
        call.IsNew
        && session.Owners.Known.Homes.Count == 0
        && call.Identity.IsOfStack(OwnerXml.Read(domain));

    /// <summary>Refuses what another domain has; of one that may be of this state it is a warning.</summary>
    private async Task TellAsync(
        IEnumerable<(GuestClaim Claim, string Reason)> taken,
        bool mayBeOurs,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        foreach (var (claim, reason) in taken)
        {
            if (!mayBeOurs)
            {
                call.Failures.Add(claim.Path, $"{reason}; give another one", CodeOf(claim.Kind));
                continue;
            }

            var text =
                $"{reason}; give another one, unless that domain is of this stack and goes in this run";
            await session.Log.WarnAsync(
                call.Identity.Urn,
                ErrorCode.Append(
                    $"{claim.Path}: {session.Secrets.Hide(claim.Path, text)}",
                    CodeOf(claim.Kind)
                ),
                cancellationToken
            );
        }
    }

    private static IEnumerable<(GuestClaim Claim, string Reason)> Taken(
        XElement domain,
        HashSet<string> files,
        List<GuestClaim> claims,
        CheckCall call
    )
    {
        var name = domain.Element("name")?.Value;
        var macs = DeviceKeys.Cards(domain).Select(c => c.Mac).ToHashSet(StringComparer.Ordinal);
        var address = OwnerXml.AddressIn(domain) is { } noted ? GuestOutputs.HostOf(noted) : null;
        foreach (var claim in claims)
        {
            var isTaken = claim.Kind switch
            {
                "mac" => macs.Contains(claim.Value),
                "address" => claim.Value == address,
                "disk" => files.Contains(claim.Value),
                _ => false,
            };
            if (isTaken && !IsOwn(name, claims, call))
            {
                yield return (
                    claim,
                    $"\"{claim.Value}\" is {WordOf(claim.Kind)} of the domain '{name}' on this host"
                );
            }
        }
    }

    /// <summary>Whether a domain is the guest's own; an imported one has no mark, and a renamed one its former name.</summary>
    private static bool IsOwn(string? name, List<GuestClaim> claims, CheckCall call) =>
        !call.IsNew && (name == NameOf(claims) || name == NixGuestInputs.Read(call.Olds).GuestName);

    private static string WordOf(string kind) =>
        kind switch
        {
            "mac" => "the MAC address",
            "disk" => "a writable disk",
            _ => "the address",
        };

    private static string CodeOf(string kind) => $"{kind}-taken";

    private static string NameOf(List<GuestClaim> claims) =>
        claims.FirstOrDefault(c => c.Kind == "name")?.Value ?? "";
}
