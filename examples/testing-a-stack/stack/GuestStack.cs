using Infra.NixHost;
using Pulumi;

namespace Guests;

/// <summary>One guest for each name, each with its own disk on the shared image. A function of plain values is easy to test.</summary>
public static class GuestStack
{
    /// <summary>Creates the resources and returns the stack's outputs, the MAC address of each guest by its name.</summary>
    public static IDictionary<string, object?> Create(IReadOnlyCollection<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count == 0)
        {
            throw new RunException(
                "The configuration names no guests. Add one with: pulumi config set --path 'names[0]' ada"
            );
        }

        var image = new NixImage("image", new() { Expression = "../../quickstart/guest" });
        var lan = new BridgeNetwork("guests", new() { Bridge = "nixhost0", RequireUplink = false });

        return names.ToDictionary(
            name => name,
            object? (name) =>
            {
                var os = new OverlayDisk($"{name}-os", new() { Image = image, Size = "256MiB" });
                var guest = new NixGuest(
                    name,
                    new()
                    {
                        Memory = "128MiB",
                        Disks = { os },
                        Networks = { lan },
                    }
                );
                return guest.MacAddresses.Apply(addresses => addresses.FirstOrDefault());
            }
        );
    }
}
