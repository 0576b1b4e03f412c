using System.Collections.Immutable;
using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Configuration;

/// <summary>The provider's own configuration, <c>nixhost:…</c> of a stack: which host, and where things lie on it.</summary>
internal static class ProviderConfiguration
{
    private const string LibvirtUri = "libvirtUri";
    private const string EvaluationTimeout = "evaluationTimeout";
    private const string CommandTimeout = "commandTimeout";

    private static readonly HostOptions Defaults = new();

    /// <summary>Engines add these keys to the package's own configuration.</summary>
    private static readonly ImmutableArray<string> EngineKeys = ["version", "pluginDownloadURL"];

    /// <summary>The keys that a stack may set.</summary>
    public static ImmutableArray<PropertyDefinition> Definitions { get; } =
    [
        .. HostSettings.Definitions,
        new(
            LibvirtUri,
            new PropertyType.Text(),
            "The libvirt connection URI, where the host is this machine. Another machine is named by `address`."
        )
        {
            DefaultText = $"`{Defaults.LibvirtUri}`",
        },
        new(
            EvaluationTimeout,
            new PropertyType.Duration(),
            "The time limit of one evaluation by Nix."
        )
        {
            DefaultText = DurationText.Format(Defaults.EvaluationTimeout),
        },
        new(
            CommandTimeout,
            new PropertyType.Duration(),
            "The time limit of any other command or libvirt call."
        )
        {
            DefaultText = DurationText.Format(Defaults.CommandTimeout),
        },
    ];

    /// <summary>Checks the configuration; what the engine adds to it is kept.</summary>
    public static PropertyMap Check(PropertyMap news, CheckFailures failures)
    {
        var own = PropertyMap.Create(news.Where(p => !EngineKeys.Contains(p.Key)));
        var inputs = new InputCheck(failures).Check(Definitions, CapacitySettings.Parse(own));
        var reader = new InputReader(inputs);
        HostSettings.Check(reader, failures);
        if (
            SshSettings.IsElsewhere(reader)
            && reader.Text(LibvirtUri) is { } uri
            && uri != Defaults.LibvirtUri
        )
        {
            failures.Add(
                LibvirtUri,
                $"\"{uri}\" is of this machine, but {SshSettings.Address} names another one, whose {Defaults.LibvirtUri} is used; leave it out"
            );
        }

        if (OtherMachine.Reason(reader.Text(LibvirtUri)) is { } reason)
        {
            failures.Add(LibvirtUri, reason, OtherMachine.Code);
        }

        return PropertyMap.Create(inputs.Concat(news.Where(p => EngineKeys.Contains(p.Key))));
    }

    /// <summary>Turns checked configuration into the options of the host.</summary>
    /// <exception cref="HostException">The configuration, which may come from a state, names another machine.</exception>
    public static HostOptions Read(PropertyMap configuration)
    {
        var reader = new InputReader(configuration);
        if (OtherMachine.Reason(reader.Text(LibvirtUri)) is { } reason)
        {
            throw new HostException(OtherMachine.Code, $"The provider's {LibvirtUri}: {reason}.");
        }

        return HostSettings.Read(reader, Defaults) with
        {
            LibvirtUri = reader.Text(LibvirtUri) ?? Defaults.LibvirtUri,
            EvaluationTimeout = reader.Duration(EvaluationTimeout) ?? Defaults.EvaluationTimeout,
            CommandTimeout = reader.Duration(CommandTimeout) ?? Defaults.CommandTimeout,
        };
    }
}
