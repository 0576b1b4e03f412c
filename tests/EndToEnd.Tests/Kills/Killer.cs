using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests.Kills;

/// <summary>Kills processes of a lab without a chance to tidy up.</summary>
internal sealed class Killer(LabHost lab)
{
    private const string Engine = "infra";

    /// <summary>The kernel keeps only fifteen characters of a process's name.</summary>
    private const string Provider = "pulumi-resource.*";
    private const string Guests = "qemu-system-.*";
    private const string Builders = "nix-store|nix|nix-daemon|qemu-img";

    public async Task StrikeAsync(Victim victim)
    {
        switch (victim)
        {
            case Victim.Engine:
                await KillAsync(Engine);
                break;
            case Victim.Provider:
                await KillAsync(Provider);
                break;
            case Victim.EngineAndProvider:
                await KillAsync($"{Engine}|{Provider}");
                break;
            case Victim.Program:
                await lab.RunAsync("pkill", "-9", "-f", Checkout.LabStack);
                break;
            case Victim.Libvirt:
                await RestartLibvirtAsync();
                break;
            case Victim.Guests:
                await KillAsync(Guests);
                break;
            default:
                await KillAsync($"{Engine}|{Provider}|{Builders}");
                await lab.RunAsync("pkill", "-9", "-f", Checkout.LabStack);
                await KillAsync(Guests);
                await RestartLibvirtAsync();
                break;
        }
    }

    /// <summary>Waits until engine, provider and program have ended: whoever lost its other end ends by itself.</summary>
    public Task RequireNobodyLeftAsync() =>
        Wait.UntilAsync(
            async () =>
                (await lab.RunAsync("pgrep", "-x", $"{Engine}|{Provider}|LabStack")).ExitCode == 1,
            () => "a process outlived the run"
        );

    private async Task KillAsync(string names) => await lab.RunAsync("pkill", "-9", "-x", names);

    private async Task RestartLibvirtAsync()
    {
        await lab.KillLibvirtAsync();
        await lab.StartLibvirtAsync();
    }
}
