namespace EndToEnd.Tests.Lab;

/// <summary>The guest of the program GuestStack, which configures itself as its folder says.</summary>
internal sealed class RoseGuest(LabHost lab, Stack stack)
{
    public const string Address = "10.77.0.13";

    /// <summary>How often this guest tries a configuration: once less than guests usually do, since each attempt takes a boot.</summary>
    public const int Attempts = 2;

    /// <summary>A stack for the guest, which does not exist yet.</summary>
    public static async Task<Stack> CreateStackAsync(LabHost lab, params string[] moreFolders)
    {
        var stack = await Stack.CreateAsync(
            lab,
            Checkout.GuestStack,
            Checkout.Guests,
            ["root", .. moreFolders]
        );
        await File.WriteAllTextAsync(
            Path.Combine(stack.Directory, "root", "common", "attempts.nix"),
            $"{{ nixhost.bootstrap.attempts = {Attempts}; }}\n"
        );
        await stack.ConfigureAsync("nixpkgs", Checkout.Nixpkgs);
        return stack;
    }

    public string Configuration { get; } =
        Path.Combine(stack.Directory, "root", "hosts", "rose", "configuration.nix");

    /// <summary>Writes a configuration of the guest with one setting of its own.</summary>
    public Task WriteAsync(string setting) =>
        File.WriteAllTextAsync(
            Configuration,
            $"{{\n  imports = [ ../../common/guest.nix ];\n  {setting}\n}}\n"
        );

    /// <summary>Asserts that the guest runs its own system and answers.</summary>
    public async Task RequireAsync()
    {
        Assert.That(await stack.OutputAsync("system"), Does.EndWith("-nixos-system-rose-stand-in"));
        (await PingAsync()).Succeeded();
    }

    public Task<CommandResult> PingAsync() => lab.RunAsync("ping", "-c", "1", "-W", "5", Address);

    /// <summary>How many of the guest's reports hold a text.</summary>
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
