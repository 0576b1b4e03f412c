using Infra.NixHost;
using Pulumi;

namespace GuestStack;

/// <summary>A guest that the component makes.</summary>
internal static class Rose
{
    public static NixImage Image(Config config) =>
        new(
            "base",
            config.Get("flake") is { } flake
                ? new() { Flake = flake }
                : new()
                {
                    Configuration = "root/common/base.nix",
                    Nixpkgs = config.Require("nixpkgs"),
                }
        );

    public static SelfConfiguringGuest Guest(Config config, BridgeNetwork lan) =>
        new(
            "rose",
            new()
            {
                Image = Image(config),
                ConfigurationRoot = "root",
                HostConfiguration = "hosts/rose",
                Nixpkgs = config.Require("nixpkgs"),
                Network = lan,
                Identity = new()
                {
                    HostName = config.Get("hostName") ?? "rose",
                    Address = config.Get("address") ?? "10.77.0.13/24",
                    Gateway = config.Get("gateway") ?? "10.77.0.1",
                    Dns = { config.Get("dns") ?? "10.77.0.1" },
                    Mac = config.Get("mac") is { } mac ? (Input<string>)mac : null,
                },
                Mode = Enum.Parse<ConfigurationMode>(config.Get("mode") ?? "BuildOnHost"),
                Activation = Enum.Parse<SystemActivation>(config.Get("activation") ?? "Reboot"),
                SshAccess = Enum.Parse<SshAccess>(config.Get("ssh") ?? "AuthorizedKeys"),
                SshDirectory = config.Get("sshDirectory") is { } ssh ? (Input<string>)ssh : null,
                DiskSize = "512MiB",
                Memory = "192MiB",
                WaitTimeout = config.Get("waitTimeout") ?? "15m",
                ConfigureGuest = guest => Change(guest, config),
            }
        );

    private static void Change(NixGuestArgs guest, Config config)
    {
        // The guest lacks this disk as if somebody had forgotten it.
        if (config.GetBoolean("withoutSelfConfig") == true)
        {
            guest.Disks = guest.Disks.ToOutput().Apply(disks => disks.RemoveAt(2));
        }

        if (config.GetSecret("token") is { } token)
        {
            guest.Disks.Add(
                new ConfigDisk("token", new() { Files = { ["token"] = token }, Serial = "token" })
            );
        }
    }
}
