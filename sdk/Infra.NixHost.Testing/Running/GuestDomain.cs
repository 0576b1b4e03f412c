using Infra.NixHost.Provider.NixGuest;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.NixHost.Testing.Stacks;

namespace Infra.NixHost.Testing.Running;

/// <summary>The domain that a step makes of a guest.</summary>
internal static class GuestDomain
{
    /// <summary>Its XML; <c>null</c> where a preview does not know it.</summary>
    public static async Task<string?> XmlOfAsync(
        ProviderSession session,
        ResourceIdentity identity,
        Step step,
        CancellationToken cancellationToken
    )
    {
        // The hash of what the guest will report is no part of its domain.
        var inputs = step.Inputs.Without("expectedConfigHash");
        if (new InputReader(step.Outputs).Text("domainXml") is { } known)
        {
            return known;
        }

        if (inputs.ContainsUnknowns || !Guid.TryParse(step.Id, out var uuid))
        {
            return null;
        }

        var (guest, specs) = (NixGuestInputs.Read(inputs), new GuestSpecs(session));
        return DomainXml.Write(
            new(
                OriginMark.Read(identity, inputs),
                guest,
                uuid,
                specs.IsKvm(guest),
                specs.ConsolePath(guest)
            )
            {
                OpenVSwitches = await specs.OpenVSwitchesAsync(guest, cancellationToken),
            }
        );
    }
}
