using System.Collections.Immutable;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Ssh;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.Configuration;

/// <summary>What describes one host: how it is reached, and where things lie on it. A provider and a Host have the same settings.</summary>
internal static class HostSettings
{
    private const string StateDirectory = "stateDirectory";
    private const string GcRootDirectory = "gcRootDirectory";
    private const string ImageDirectory = "imageDirectory";

    private const string BuildOn = "buildOn";

    private static readonly HostOptions Usual = new();

    /// <summary>The settings that a host keeps, because its resources are found by them.</summary>
    public static ImmutableArray<string> Kept => [StateDirectory, GcRootDirectory];

    /// <summary>The settings, all of which may be absent.</summary>
    public static ImmutableArray<PropertyDefinition> Definitions { get; } =
    [
        .. SshSettings.Definitions,
        new(
            StateDirectory,
            new PropertyType.Text(),
            "The directory on the host for what belongs to no store and no pool, such as console logs."
        )
        {
            DefaultText = $"`{Usual.StateDirectory}`",
        },
        new(
            GcRootDirectory,
            new PropertyType.Text(),
            "The directory of the garbage collector roots."
        )
        {
            DefaultText = "`gcroots/nixhost` in Nix's state directory",
        },
        new(
            ImageDirectory,
            new PropertyType.Text(),
            "The directory of overlays that name neither pool nor directory."
        )
        {
            DefaultText = $"`{Usual.ImageDirectory}`",
        },
        new(
            BuildOn,
            new PropertyType.Text(),
            "Where images and systems are built: `host`, `here` (the machine of the program, from where the results are copied), or the address of a "
                + "machine that builds for this one, as Nix takes it (`ssh://root@builder.lan`)."
        )
        {
            DefaultText = "`host`",
        },
        .. CapacitySettings.Definitions,
    ];

    /// <summary>Checks the settings. What is not known yet is not wrong.</summary>
    public static void Check(InputReader reader, CheckFailures failures)
    {
        foreach (var name in new[] { StateDirectory, GcRootDirectory, ImageDirectory })
        {
            if (reader.Text(name) is { } path && !Path.IsPathFullyQualified(path))
            {
                failures.Add(name, $"\"{path}\" is not an absolute path; begin it with /");
            }
        }

        if (reader.Text(BuildOn) is { } place && !IsPlace(place))
        {
            failures.Add(
                BuildOn,
                $"\"{place}\" is no place of builds; write host, here, or the address of a builder without port: ssh://root@builder.lan"
            );
        }

        CapacitySettings.Check(reader, failures);
        SshSettings.Check(reader, failures);
    }

    /// <summary>Turns checked settings into the options of a host.</summary>
    /// <param name="reader">The settings.</param>
    /// <param name="others">What the settings do not say. Its directories are those of a host that is this machine.</param>
    /// <exception cref="HostException">The address is not known, so nobody can tell which machine it is.</exception>
    public static HostOptions Read(InputReader reader, HostOptions others)
    {
        var ssh = SshSettings.Read(reader);
        var directories = ssh is null && others.Ssh is null ? others : DirectoriesOf(ssh is null);
        return others with
        {
            Ssh = ssh,
            LibvirtUri = others.Ssh is null ? others.LibvirtUri : Usual.LibvirtUri,
            StateDirectory = reader.Text(StateDirectory) ?? directories.StateDirectory,
            GcRootDirectory = reader.Text(GcRootDirectory) ?? directories.GcRootDirectory,
            ImageDirectory = reader.Text(ImageDirectory) ?? directories.ImageDirectory,
            BuildOn = reader.Text(BuildOn) ?? HostOptions.OnHost,
            Limits = CapacitySettings.Read(reader),
        };
    }

    private static bool IsPlace(string place) =>
        place is HostOptions.OnHost or HostOptions.OnThisMachine
        // Nix before 2.31 takes a port, or the brackets of an IPv6 address, for a part of the name.
        || (
            SshOptions.ProblemOf(place) is null
            && new SshOptions(place) is { Port: null }
            && !place.Contains('[', StringComparison.Ordinal)
        );

    /// <summary>Nix's state directory in the environment of this process is that of this machine.</summary>
    private static HostOptions DirectoriesOf(bool isHere) =>
        isHere ? Usual : Usual with { GcRootDirectory = HostOptions.UsualGcRootDirectory };
}
