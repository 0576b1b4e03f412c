using System.Xml.Linq;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>
/// Remembers UEFI variables and TPM states that a guest no longer uses. They come back when the guest has UEFI or the TPM again, and they are
/// deleted with the guest, because libvirt forgets them.
/// </summary>
internal sealed class GuestLeftovers(ProviderSession session)
{
    /// <summary>The file of UEFI variables that the guest has left; empty when it has UEFI or never had it.</summary>
    public static string VariablesOf(DomainSpec spec, PropertyMap olds) =>
        spec.Inputs.Firmware == "uefi"
            ? ""
            // libvirt before 10 writes the path that it chose itself only into the running machine.
            : NvramIn(spec.Former)
                ?? NvramIn(spec.Live)
                ?? new InputReader(olds).Text(NixGuestDefinition.LeftVariables)
                ?? "";

    /// <summary>Whether the guest has left the state of a TPM.</summary>
    public static bool HasTpm(DomainSpec spec, PropertyMap olds) =>
        !spec.Inputs.Tpm
        && (
            spec.Former?.Element("devices")?.Element("tpm") is not null
            || new InputReader(olds).Flag(NixGuestDefinition.LeftTpm) == true
        );

    /// <summary>Deletes the files that a deleted guest has left: console logs, and what lies in libvirt's own directories.</summary>
    public async Task RemoveAsync(
        StateCall call,
        Guid uuid,
        string guestName,
        CancellationToken cancellationToken
    )
    {
        try
        {
            RemoveTpm(uuid, call.Outputs);

            // These files go by name, and another domain may have the name by now.
            if (await session.Host.Domains.FindAsync(guestName, cancellationToken) is null)
            {
                new ConsoleFiles(session.Host).Remove(guestName);
                RemoveVariables(guestName, call.Outputs);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The guest itself is deleted already, so another run could not delete its files either.
            await session.Log.WarnAsync(
                call.Identity.Urn,
                $"A file that the guest '{guestName}' has left could not be deleted: {e.Message} Delete it as root.",
                cancellationToken
            );
        }
    }

    private static string? NvramIn(XElement? domain) =>
        domain?.Element("os")?.Element("nvram")?.Value is { Length: > 0 } path ? path : null;

    private void RemoveVariables(string guestName, PropertyMap outputs)
    {
        var directory = session.Host.Options.LibvirtDirectory;
        var known = new InputReader(outputs);
        var variables = known.Text(NixGuestDefinition.LeftVariables) ?? "";
        if (
            Path.GetDirectoryName(variables) == Path.Combine(directory, "qemu", "nvram")
            && Path.GetFileName(variables)
                .StartsWith($"{guestName}_VARS.", StringComparison.Ordinal)
        )
        {
            session.Host.Files.Delete(variables);
        }
    }

    private void RemoveTpm(Guid uuid, PropertyMap outputs)
    {
        var tpm = Path.Combine(session.Host.Options.LibvirtDirectory, "swtpm", $"{uuid:D}");
        if (new InputReader(outputs).Flag(NixGuestDefinition.LeftTpm) == true)
        {
            session.Host.Files.DeleteDirectory(tpm);
        }
    }
}
