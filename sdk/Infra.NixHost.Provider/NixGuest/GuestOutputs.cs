using System.Xml.Linq;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.NixGuest.Reports;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>The outputs of guests: real ones, and those that a preview can foresee.</summary>
internal sealed class GuestOutputs(ProviderSession session)
{
    private static readonly PropertyValue Unknown = PropertyValue.Computed.Instance;

    /// <summary>The outputs of a guest that was created or changed just now.</summary>
    /// <param name="spec">What it was defined from.</param>
    /// <param name="report">Its last ready report, if it was waited for.</param>
    /// <param name="olds">The former outputs; their reported values still hold when no report was waited for.</param>
    /// <param name="reading">What libvirt knows of it; <c>null</c> when libvirt is away.</param>
    public static PropertyMap Write(
        DomainSpec spec,
        GuestReport? report,
        PropertyMap olds,
        DomainReading? reading
    ) =>
        PropertyMap.Of(
            ("uuid", $"{spec.Uuid:D}"),
            ("state", NameOf(reading?.Info.State ?? DomainState.NoState)),
            ("accelerator", spec.IsKvm ? "kvm" : "tcg"),
            ("macAddresses", ListOf(spec.Inputs.MacAddresses(spec.Identity))),
            ("ipAddresses", Addresses(spec.Inputs, report, olds)),
            ("graphicsAddress", GraphicsOf(reading?.LiveXml)),
            ("consolePath", spec.ConsolePath),
            ("configuredSystem", report is null ? TextOf(olds, "configuredSystem") : report.System),
            ("configHash", report is null ? TextOf(olds, "configHash") : report.Config),
            ("sshHostKey", report is null ? TextOf(olds, "sshHostKey") : report.HostKey),
            ("domainXml", DomainXml.Write(spec)),
            (
                NixGuestDefinition.ReadyBoot,
                report is null ? TextOf(olds, NixGuestDefinition.ReadyBoot) : report.Boot
            ),
            (
                NixGuestDefinition.Listens,
                report?.Listens ?? new InputReader(olds).Flag(NixGuestDefinition.Listens) ?? false
            ),
            (NixGuestDefinition.LeftVariables, GuestLeftovers.VariablesOf(spec, olds)),
            (NixGuestDefinition.LeftTpm, GuestLeftovers.HasTpm(spec, olds))
        );

    /// <summary>The outputs as last known, with what libvirt says of the guest now.</summary>
    public static PropertyMap Refresh(PropertyMap known, DomainReading reading) =>
        known
            .With("uuid", $"{reading.Info.Uuid:D}")
            .With("state", NameOf(reading.Info.State))
            .With("graphicsAddress", GraphicsOf(reading.LiveXml));

    /// <summary>The outputs that a preview knows exactly, and unknowns for the rest.</summary>
    /// <param name="call">The create or update.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="uuid">The guest.</param>
    /// <param name="boots">Whether the guest boots; otherwise the values it reported still hold.</param>
    public PropertyMap Foresee(ChangeCall call, NixGuestInputs inputs, Guid uuid, bool boots)
    {
        PropertyValue Reported(string name) =>
            (boots ? null : call.OldOutputs.Get(name)) ?? Unknown;

        var isNamed = !PropertyContent.HasUnknown(call.News.Get("guestName"));
        var isWired = isNamed && !HasUnknownMac(call.News);
        return PropertyMap.Of(
            ("uuid", isNamed ? $"{uuid:D}" : Unknown),
            ("state", inputs.Running ? NameOf(DomainState.Running) : NameOf(DomainState.ShutOff)),
            ("accelerator", new GuestSpecs(session).IsKvm(inputs) ? "kvm" : "tcg"),
            ("macAddresses", isWired ? ListOf(inputs.MacAddresses(call.Identity)) : Unknown),
            (
                "ipAddresses",
                inputs.Address is null ? Reported("ipAddresses") : ListOf([HostOf(inputs.Address)])
            ),
            ("graphicsAddress", inputs.Graphics == "none" ? "" : Reported("graphicsAddress")),
            ("consolePath", isNamed ? new GuestSpecs(session).ConsolePath(inputs) : Unknown),
            ("configuredSystem", Reported("configuredSystem")),
            ("configHash", Reported("configHash")),
            ("sshHostKey", Reported("sshHostKey")),
            ("domainXml", Unknown)
        );
    }

    private static bool HasUnknownMac(PropertyMap news) =>
        PropertyContent.Of(news.Get("networks")) switch
        {
            PropertyValue.Array cards => cards.Items.Any(c =>
                PropertyContent.Of(c) is not PropertyValue.Object card
                || PropertyContent.HasUnknown(card.Properties.Get("mac"))
            ),
            null => false,
            _ => true,
        };

    private static PropertyValue Addresses(
        NixGuestInputs inputs,
        GuestReport? report,
        PropertyMap olds
    )
    {
        if (inputs.Address is { } address)
        {
            return ListOf([HostOf(address)]);
        }

        return report switch
        {
            null => olds.Get("ipAddresses") ?? ListOf([]),
            { Address: "" } => ListOf([]),
            _ => ListOf([HostOf(report.Address)]),
        };
    }

    /// <summary>Where the graphical console of a running machine listens; empty without one.</summary>
    public static string GraphicsOf(string? liveXml)
    {
        var graphics = liveXml is null
            ? null
            : XElement.Parse(liveXml).Element("devices")?.Element("graphics");
        return graphics?.Attribute("port")?.Value is { } port
            ? $"{graphics.Attribute("type")?.Value}://{graphics.Attribute("listen")?.Value ?? "127.0.0.1"}:{port}"
            : "";
    }

    /// <summary>An address without its prefix length.</summary>
    public static string HostOf(string address) => LanIp.Canonical(address.Split('/', 2)[0]);

    /// <summary>A power state as outputs name it.</summary>
    public static string NameOf(DomainState state)
    {
        var name = state.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static string TextOf(PropertyMap olds, string name) =>
        new InputReader(olds).Text(name) ?? "";

    private static PropertyValue ListOf(IEnumerable<string> texts) =>
        PropertyValue.List(texts.Select(t => (PropertyValue)t));
}
