using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixGuest.Checks;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest.Import;

/// <summary>Refuses to import a domain of which no program could say what it is.</summary>
internal static class ImportFit
{
    /// <summary>Requires that the inputs of an imported domain pass the checks of a program's inputs.</summary>
    /// <exception cref="HostException">They do not; the message has the command that mends it.</exception>
    public static void Require(ResourceIdentity identity, PropertyMap inputs)
    {
        var (failures, guest) = (new CheckFailures(), NixGuestInputs.Read(inputs));
        var call = new CheckCall(identity, PropertyMap.Empty, inputs, failures);
        new InputCheck(failures).Check(NixGuestDefinition.Resource.Inputs, inputs);
        GuestValues.Check(guest, inputs, call);
        GuestNetworkCheck.CheckValues(guest, call);
        if (failures.AreNone)
        {
            return;
        }

        var (path, reason) = failures.Found[0];
        var name = $"'{guest.GuestName.Replace("'", "'\\''", StringComparison.Ordinal)}'";
        throw new HostException(
            "import-unfit",
            $"The domain {name} cannot be imported, because no program could say what it has: {path}: {reason}. Change the domain with "
                + (
                    path == "guestName"
                        ? $"`virsh domrename {name} NEW-NAME`"
                        : $"`virsh edit {name}`"
                )
                + ", then import it again."
        );
    }
}
