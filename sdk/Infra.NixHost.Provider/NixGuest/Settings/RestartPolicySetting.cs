using System.Xml.Linq;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest.Settings;

/// <summary>What follows a crash of the guest.</summary>
internal sealed class RestartPolicySetting : GuestSetting
{
    private const string OnCrash = "on-crash";
    private const string Preserve = "preserve";
    private const string Never = "never";

    private static readonly ChoiceDefinition Choices = new(
        "RestartPolicy",
        "The reaction to a crash of a guest.",
        [
            ("Never", Never, "The guest stays off."),
            ("OnCrash", OnCrash, "The guest boots again."),
            ("Preserve", Preserve, "The crashed guest is kept for an analysis."),
        ]
    );

    /// <inheritdoc/>
    public override PropertyDefinition Definition { get; } =
        new(
            "restartPolicy",
            new PropertyType.Choice(Choices),
            "The reaction to a crash of the guest."
        )
        {
            Default = Never,
            Impact = ChangeImpact.Restart,
        };

    /// <inheritdoc/>
    public override LiveSetting Live { get; } =
        new(
            "takes effect at once",
            "setting the restart policy",
            (domains, uuid, value, token) =>
                domains.SetCrashActionAsync(uuid, ActionOf(value), token)
        );

    /// <inheritdoc/>
    public override XElement Write(PropertyValue? value) =>
        new(
            "on_crash",
            ActionOf(value) switch
            {
                CrashAction.Restart => "restart",
                CrashAction.Preserve => "preserve",
                _ => "destroy",
            }
        );

    /// <inheritdoc/>
    public override PropertyValue Read(XElement domain) =>
        domain.Element("on_crash")?.Value switch
        {
            "restart" => OnCrash,
            "preserve" => Preserve,
            _ => Never,
        };

    private static CrashAction ActionOf(PropertyValue? value) =>
        value switch
        {
            PropertyValue.String { Value: OnCrash } => CrashAction.Restart,
            PropertyValue.String { Value: Preserve } => CrashAction.Preserve,
            _ => CrashAction.Destroy,
        };
}
