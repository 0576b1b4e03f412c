using System.Collections.Immutable;
using System.Xml.Linq;
using Infra.NixHost.Host;
using Infra.NixHost.Host.Libvirt;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixGuest.Import;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest.Drift;

/// <summary>
/// Compares what a guest was made from with its definition, with the machine that runs, with its power state, with the configuration it has
/// reported and with the files of its disks.
/// </summary>
internal sealed class GuestDrift(ProviderSession session, ResourceIdentity identity)
{
    /// <summary>Everything that differs.</summary>
    public async Task<DriftFindings> InspectAsync(
        StateCall call,
        DomainReading reading,
        CancellationToken cancellationToken
    )
    {
        var inputs = NixGuestInputs.Read(call.Inputs);
        var written = XElement.Parse(
            DomainXml.Write(
                new(
                    identity,
                    inputs,
                    reading.Info.Uuid,
                    new GuestSpecs(session).IsKvm(inputs),
                    new GuestSpecs(session).ConsolePath(inputs)
                )
            )
        );
        var definition = XElement.Parse(reading.Xml);
        var lines = ImmutableArray.CreateBuilder<string>();
        var found = call.Inputs.Without(DriftFindings.Mark);

        found = Compare("definition", written, definition, found, lines);
        if (reading.LiveXml is { } live)
        {
            found = Compare("running machine", written, XElement.Parse(live), found, lines);
        }

        found = Power(inputs, reading.Info, found, lines);
        // Of an imported definition only what the inputs tell is ours.
        var beyond = ImportMark.IsOn(call.Inputs)
            ? []
            : XmlShape.Differences(written, definition).Select(d => $"definition: {d}");
        ImmutableArray<string> others =
        [
            .. beyond,
            .. Configuration(inputs, call.Outputs),
            .. Roots(inputs),
        ];
        lines.AddRange(others);
        lines.AddRange(await ChainsAsync(inputs, cancellationToken));
        return new(
            others.IsEmpty
                ? found
                : found.With(
                    DriftFindings.Mark,
                    PropertyValue.List(others.Select(o => (PropertyValue)o))
                ),
            lines.ToImmutable()
        );
    }

    private PropertyMap Compare(
        string where,
        XElement written,
        XElement actual,
        PropertyMap inputs,
        ImmutableArray<string>.Builder lines
    )
    {
        var reader = new DomainInputs(session, identity);
        var (wanted, there) = (reader.Read(written), reader.Read(actual));
        var changes = GuestDiff
            .Compare(identity, wanted, there)
            .Where(c => where == "definition" || !IsLibvirts(c))
            .ToList();
        lines.AddRange(
            changes.Select(c =>
                $"{where}: {c.Path} is {PropertyChange.Text(c.New)}, not {PropertyChange.Text(c.Old)}"
            )
        );
        return changes
            .Select(c => c.Property)
            .Distinct(StringComparer.Ordinal)
            .Aggregate(
                inputs,
                (current, property) =>
                    there.Get(property) is { } value
                        ? current.With(property, value)
                        : current.Without(property)
            );
    }

    /// <summary>What libvirt says of every running machine: the memory that is in use, and the VLAN of the network a card is on.</summary>
    private static bool IsLibvirts(PropertyChange change) =>
        change.Property is "memory" or "maxMemory"
        || (
            change.Kind == ChangeKind.Add && change.Path.EndsWith(".vlan", StringComparison.Ordinal)
        );

    private static PropertyMap Power(
        NixGuestInputs inputs,
        DomainInfo info,
        PropertyMap found,
        ImmutableArray<string>.Builder lines
    )
    {
        var isOn = GuestPower.IsOn(info.State) && info.State != DomainState.Paused;
        if (isOn != inputs.Running)
        {
            var how =
                info.HasCrashed ? "crashed"
                : info.IsSaved ? "saved to a file; up lets it go on"
                : $"{info.State}";
            lines.Add(
                inputs.Running
                    ? $"power: the guest is to run and is {how}"
                    : "power: the guest is to be off and runs"
            );
        }

        if (info.Autostart != inputs.Autostart)
        {
            lines.Add(
                $"autostart is {(info.Autostart ? "on" : "off")}, not {(inputs.Autostart ? "on" : "off")}"
            );
        }

        return found.With("running", isOn).With("autostart", info.Autostart);
    }

    /// <summary>What the guest has reported as applied, against what it is to apply.</summary>
    private static IEnumerable<string> Configuration(NixGuestInputs inputs, PropertyMap outputs)
    {
        var applied = new InputReader(outputs).Text("configHash") ?? "";
        if (inputs is { ExpectedConfigHash: { } expected, Running: true } && applied != expected)
        {
            yield return applied.Length == 0
                ? $"guest: it has not reported the configuration {expected}"
                : $"guest: it has the configuration {applied}, not {expected}";
        }
    }

    private IEnumerable<string> Roots(NixGuestInputs inputs) =>
        new GuestRoots(session)
            .Missing(identity, inputs)
            .Select(path => $"store: nothing keeps {path} from being collected");

    private async Task<IReadOnlyList<string>> ChainsAsync(
        NixGuestInputs inputs,
        CancellationToken cancellationToken
    )
    {
        var lines = new List<string>();
        foreach (
            var disk in inputs.Disks.Where(d =>
                d is { Kind: "file", Format: "qcow2", Path: not null }
            )
        )
        {
            try
            {
                var chain = await session.Host.Chains.InspectAsync(disk.Path!, cancellationToken);
                lines.AddRange(chain.Findings.Select(f => $"disk '{disk.Serial}': {f.Message}"));
            }
            catch (HostException e)
            {
                lines.Add($"disk '{disk.Serial}': {e.Message}");
            }
        }

        return lines;
    }
}
