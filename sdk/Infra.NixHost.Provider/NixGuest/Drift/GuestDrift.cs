using System.Collections.Immutable;
using System.Xml.Linq;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest.Drift;

/// <summary>
/// Compares a guest's inputs with its definition, its running machine, its power state, the configuration it reported and the files of its
/// disks.
/// </summary>
internal sealed class GuestDrift(ProviderSession session, ResourceIdentity identity)
{
    /// <summary>Finds all differences.</summary>
    public async Task<DriftFindings> InspectAsync(
        StateCall call,
        DomainReading reading,
        CancellationToken cancellationToken
    )
    {
        var inputs = NixGuestInputs.Read(call.Inputs);
        var written = new GuestSpecs(session).Write(identity, inputs, reading.Info.Uuid);
        var definition = XElement.Parse(reading.Xml);
        var lines = ImmutableArray.CreateBuilder<string>();
        var found = call.Inputs.Without(DriftFindings.Mark);

        found = Compare("definition", written, definition, found, lines);
        if (reading.LiveXml is { } live)
        {
            found = Compare("running machine", written, XElement.Parse(live), found, lines);
        }

        found = Power(inputs, reading.Info, found, lines);
        // Only the inputs of an imported definition are ours.
        var beyond = ImportMark.IsOn(call.Inputs)
            ? []
            : XmlShape
                .Differences(written, definition)
                .Select(d => $"definition: {DriftText.OfShape(session, d)}");
        ImmutableArray<string> others =
        [
            .. beyond,
            .. Configuration(inputs, call.Outputs),
            .. IsOffYetStarts(inputs, reading.Info)
                ? ["autostart is on, and the guest should be off"]
                : Enumerable.Empty<string>(),
            .. Roots(inputs, reading.Info.Uuid),
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
        lines.AddRange(changes.Select(c => $"{where}: {DriftText.Of(session, c)}"));
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

    /// <summary>Whether libvirt reports this of every running machine: its memory in use, or the VLAN of a card's network.</summary>
    private static bool IsLibvirts(PropertyChange change) =>
        change.Property is "memory" or "maxMemory"
        || (
            change.Kind == ChangeKind.Add && change.Path.EndsWith(".vlan", StringComparison.Ordinal)
        );

    /// <summary>Whether a guest that should be off starts with the host, as former versions left it; no input can express that.</summary>
    private static bool IsOffYetStarts(NixGuestInputs inputs, DomainInfo info) =>
        inputs is { Autostart: true, Running: false } && info.Autostart;

    /// <summary>Tells how power and autostart differ, and returns the inputs with those found.</summary>
    public static PropertyMap Power(
        NixGuestInputs inputs,
        DomainInfo info,
        PropertyMap found,
        ImmutableArray<string>.Builder lines
    )
    {
        var isOn = info.IsOn && info.State is not (DomainState.Paused or DomainState.Suspended);
        if (isOn != inputs.Running)
        {
            var how =
                info.HasCrashed ? "crashed"
                : info.IsSaved ? "saved to a file; up resumes it"
                : info.State == DomainState.Suspended ? "suspended by itself; up wakes it"
                : info.PauseReason == PauseReason.IoError
                    ? "Paused by a failed read or write of a disk"
                : $"{info.State}";
            lines.Add(
                inputs.Running
                    ? $"power: the guest should run and is {how}"
                    : "power: the guest should be off and runs"
            );
        }

        if (info.Autostart == inputs.StartsWithHost || IsOffYetStarts(inputs, info))
        {
            return found.With("running", isOn);
        }

        lines.Add(
            $"autostart is {(info.Autostart ? "on" : "off")}, not {(inputs.StartsWithHost ? "on" : "off")}"
        );
        return found.With("running", isOn).With("autostart", info.Autostart);
    }

    /// <summary>Compares the configuration that the guest reported with the expected one.</summary>
    private static IEnumerable<string> Configuration(NixGuestInputs inputs, PropertyMap outputs)
    {
        var known = new InputReader(outputs);
        var applied = known.Text("configHash") ?? "";
        if (
            inputs is { ExpectedConfigHash: null, WaitsForReport: true, Running: true }
            && known.Text(NixGuestDefinition.ReadyBoot) is not { Length: > 0 }
        )
        {
            yield return "guest: it has not reported itself configured";
        }

        if (inputs is { ExpectedConfigHash: { } expected, Running: true } && applied != expected)
        {
            yield return applied.Length == 0
                ? $"guest: it has not reported the configuration {expected}"
                : $"guest: it has the configuration {applied}, not {expected}";
        }
    }

    private IEnumerable<string> Roots(NixGuestInputs inputs, Guid uuid) =>
        new GuestRoots(session, identity, uuid)
            .Missing(inputs)
            .Select(path => $"store: no root keeps {path} from being collected");

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
                // Only disks with a path are looked at.
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
