namespace EndToEnd.Tests.Lab;

/// <summary>The example with two guests, on the stand-in for nixpkgs.</summary>
internal static class NixosOnNixos
{
    /// <summary>Makes the project and configures it for the lab's bridge and small guests.</summary>
    public static async Task<Stack> CreateAsync(LabHost lab)
    {
        var stack = await Stack.CreateAsync(
            lab,
            Checkout.NixosOnNixos,
            Path.Combine(Checkout.Root, "examples", "nixos-on-nixos"),
            "root"
        );
        await stack.ConfigureAsync(
            ("nixpkgs", Checkout.Nixpkgs),
            ("bridge", "nixhost0"),
            ("uplink", "false"),
            ("gateway", "10.77.0.1"),
            ("lilly", "10.77.0.12/24"),
            ("rose", "10.77.0.13/24"),
            ("diskSize", "512MiB"),
            ("memory", "192MiB")
        );
        return stack;
    }
}
