using System.Xml.Linq;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest.Import;

/// <summary>Reads a domain that is not in the state, for an import or a lookup.</summary>
internal sealed class GuestImport(ProviderSession session)
{
    /// <summary>Reads the guest by UUID or name; <c>null</c> when libvirt has no such domain.</summary>
    public async Task<ResourceState?> ReadAsync(StateCall call, CancellationToken cancellationToken)
    {
        var reading = Guid.TryParse(call.Id, out var uuid)
            ? await session.Host.Domains.ReadAsync(uuid, cancellationToken)
            : await session.Host.Domains.ReadAsync(call.Id, cancellationToken);
        if (reading is null)
        {
            return null;
        }

        var inputs = new DomainInputs(session, call.Identity)
            .Read(XElement.Parse(reading.Xml))
            .With("running", reading.Info.IsOn)
            .With("autostart", reading.Info.Autostart);
        ImportFit.Require(call.Identity, inputs);
        if (OwnerXml.Read(reading.Xml)?.Urn != call.Identity.Urn.Value)
        {
            inputs = ImportMark.Put(inputs);
        }

        return new($"{reading.Info.Uuid:D}", inputs, Outputs(reading));
    }

    /// <summary>All domains by UUID.</summary>
    public async Task<IReadOnlyList<ListedObject>> ListAsync(CancellationToken cancellationToken) =>
        [
            .. (await session.Host.Domains.ReadDefinitionsAsync(cancellationToken))
                .Select(xml => XElement.Parse(xml))
                // libvirt gives every definition a UUID and a name.
                .Select(domain => new ListedObject(
                    domain.Element("uuid")!.Value,
                    domain.Element("name")!.Value,
                    OwnerXml.Read(domain)
                )),
        ];

    private static PropertyMap Outputs(DomainReading reading)
    {
        var domain = XElement.Parse(reading.LiveXml ?? reading.Xml);
        var console = domain
            .Descendants("serial")
            .Elements("source")
            .FirstOrDefault()
            ?.Attribute("path");
        return PropertyMap.Of(
            ("uuid", $"{reading.Info.Uuid:D}"),
            ("state", GuestOutputs.NameOf(reading.Info.State)),
            ("accelerator", domain.Attribute("type")?.Value == "kvm" ? "kvm" : "tcg"),
            (
                "macAddresses",
                PropertyValue.List(DeviceKeys.Cards(domain).Select(c => (PropertyValue)c.Mac))
            ),
            ("ipAddresses", PropertyValue.List(Enumerable.Empty<PropertyValue>())),
            ("graphicsAddress", GuestOutputs.GraphicsOf(reading.LiveXml)),
            ("consolePath", console?.Value ?? ""),
            ("configuredSystem", ""),
            ("configHash", ""),
            ("sshHostKey", ""),
            ("domainXml", reading.Xml)
        );
    }
}
