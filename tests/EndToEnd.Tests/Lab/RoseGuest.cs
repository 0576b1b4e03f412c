namespace EndToEnd.Tests.Lab;

/// <summary>The guest of the program GuestStack, which makes itself what its folder says.</summary>
internal sealed class RoseGuest(LabHost lab, Stack stack)
{
    public const string Address = "10.77.0.13";

    /// <summary>A lab with a stack for the guest, which is still to be made.</summary>
    public static async Task<Stack> CreateStackAsync(LabHost lab)
    {
        var stack = await Stack.CreateAsync(lab, Checkout.GuestStack, Checkout.Guests, "root");
        await stack.ConfigureAsync("nixpkgs", Checkout.Nixpkgs);
        return stack;
    }

    public string Configuration { get; } =
        Path.Combine(stack.Directory, "root", "hosts", "rose", "configuration.nix");

    /// <summary>Makes a setting the one thing that is special about the guest.</summary>
    public Task WriteAsync(string setting) =>
        File.WriteAllTextAsync(
            Configuration,
            $"{{\n  imports = [ ../../common/guest.nix ];\n  {setting}\n}}\n"
        );

    /// <summary>Asserts that its own system is in force and that it answers.</summary>
    public async Task RequireAsync()
    {
        Assert.That(await stack.OutputAsync("system"), Does.EndWith("-nixos-system-rose-stand-in"));
        (await PingAsync()).Succeeded();
    }

    public Task<CommandResult> PingAsync() => lab.RunAsync("ping", "-c", "1", "-W", "5", Address);

    /// <summary>How many reports of a kind have come from it.</summary>
    public int Reports(string text) =>
        Directory
            .EnumerateFiles(
                Path.Combine(lab.Directory, "host", "var", "lib", "nixhost", "guests"),
                "*.jsonl"
            )
            .Sum(file =>
                File.ReadLines(file).Count(l => l.Contains(text, StringComparison.Ordinal))
            );
}
