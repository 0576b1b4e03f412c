using Infra.NixHost.Provider.Components;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.SelfConfiguringGuest;

/// <summary>The inputs of a SelfConfiguringGuest. What is not known yet, secret or dependent stays so.</summary>
internal sealed class SelfConfiguringGuestInputs(PropertyMap values)
{
    /// <summary>The input of a name; <c>null</c> for none.</summary>
    public PropertyValue? this[string name] =>
        values.Get(name) is { } value and not PropertyValue.Null ? value : null;

    /// <summary>Whether the host builds the guest's system.</summary>
    public bool IsBuiltOnHost => Choice("mode") is null or SelfConfiguringGuestChoices.BuildOnHost;

    /// <summary>Whether the guest switches to a new system while it runs.</summary>
    public bool Switches =>
        Choice("activation") is not (null or SelfConfiguringGuestChoices.Reboot);

    /// <summary>Whether the guest gets public keys.</summary>
    public bool TakesKeys =>
        Choice("sshAccess") is null or SelfConfiguringGuestChoices.AuthorizedKeys;

    /// <summary>Whether the guest gets the host's SSH directory.</summary>
    public bool HasSshDisk => Choice("sshAccess") == SelfConfiguringGuestChoices.HostDirectory;

    /// <summary>The SSH directory of the host.</summary>
    public PropertyValue SshDirectory => this["sshDirectory"] ?? ComponentDefaults.SshDirectory;

    /// <summary>The static address as other resources take it.</summary>
    public PropertyValue Address =>
        Collected(
            ("address", Identity("address")),
            ("gateway", Identity("gateway")),
            ("dns", Identity("dns") ?? PropertyValue.List())
        );

    /// <summary>A part of the identity; <c>null</c> for none.</summary>
    public PropertyValue? Identity(string part) => Flow.Member(this["identity"], part);

    /// <summary>A map of the inputs that have a value.</summary>
    public static PropertyMap Collected(params (string Name, PropertyValue? Value)[] values) =>
        PropertyMap.Create(
            // Only those with a value are left.
            values
                .Where(v => v.Value is not null)
                .Select(v => KeyValuePair.Create(v.Name, v.Value!))
        );

    /// <summary>Refuses choices that are not known yet, because they decide which resources there are.</summary>
    public void Check(CheckFailures failures)
    {
        foreach (var name in new[] { "mode", "activation", "sshAccess" })
        {
            if (PropertyContent.HasUnknown(this[name]))
            {
                failures.Add(
                    name,
                    "is not known yet and decides which resources there are; give a value that no resource has to make first"
                );
            }
        }
    }

    private string? Choice(string name) =>
        PropertyContent.Of(this[name]) is PropertyValue.String text ? text.Value : null;
}
