using System.Collections.Immutable;
using Infra.NixHost.Host;
using Infra.NixHost.Host.Ssh;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Configuration;

/// <summary>The provider's own configuration, <c>nixhost:…</c> of a stack: which host, and where things lie on it.</summary>
internal static class ProviderConfiguration
{
    private const string Address = "address";
    private const string HostKey = "hostKey";
    private const string IdentityFile = "identityFile";
    private const string Sudo = "sudo";
    private const string LibvirtUri = "libvirtUri";
    private const string StateDirectory = "stateDirectory";
    private const string GcRootDirectory = "gcRootDirectory";
    private const string ImageDirectory = "imageDirectory";
    private const string EvaluationTimeout = "evaluationTimeout";
    private const string CommandTimeout = "commandTimeout";

    private static readonly HostOptions Defaults = new();

    /// <summary>Engines add these keys to the package's own configuration.</summary>
    private static readonly ImmutableArray<string> EngineKeys = ["version", "pluginDownloadURL"];

    /// <summary>The keys that a stack may set.</summary>
    public static ImmutableArray<PropertyDefinition> Definitions { get; } =
    [
        new(
            Address,
            new PropertyType.Text(),
            "The address of the host, as `ssh://[user@]name[:port]`. Name, user, port, keys and jumps are looked up in the ssh configuration of this machine."
        )
        {
            DefaultText = "this machine",
        },
        new(
            HostKey,
            new PropertyType.Text(),
            "The only key of the host that is accepted, as `ssh-keyscan` prints it after the name: `ssh-ed25519 AAAA…`."
        )
        {
            DefaultText = "the keys in ssh's known hosts",
        },
        new(
            IdentityFile,
            new PropertyType.Text(),
            "The file of the private key on this machine. The key itself stays out of the configuration."
        )
        {
            DefaultText = "the keys of ssh's configuration and agent",
        },
        new(
            Sudo,
            new PropertyType.Flag(),
            "Whether commands run as root by `sudo`, without a password. libvirt is reached by the user itself, who must be in its group."
        )
        {
            DefaultText = "false",
        },
        new(
            LibvirtUri,
            new PropertyType.Text(),
            "The libvirt connection URI, where the host is this machine. Another machine is named by `address`."
        )
        {
            DefaultText = $"`{Defaults.LibvirtUri}`",
        },
        new(
            StateDirectory,
            new PropertyType.Text(),
            "The directory on the host for what belongs to no store and no pool, such as console logs."
        )
        {
            DefaultText = $"`{Defaults.StateDirectory}`",
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
            DefaultText = $"`{Defaults.ImageDirectory}`",
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
        var inputs = new InputCheck(failures).Check(Definitions, own);
        var reader = new InputReader(inputs);
        foreach (var name in new[] { StateDirectory, GcRootDirectory, ImageDirectory })
        {
            if (reader.Text(name) is { } path && !Path.IsPathFullyQualified(path))
            {
                failures.Add(name, $"\"{path}\" is not an absolute path; begin it with /");
            }
        }

        CheckSsh(reader, failures);
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

        if (reader.IsUnknown(Address))
        {
            // An absent address is this machine, so an unknown one must not pass for it.
            throw new HostException(
                "host-address",
                $"The provider's {Address} is not known yet. Run up for what it comes from first, or write it into the program."
            );
        }

        var ssh = SshOf(reader);
        return new()
        {
            Ssh = ssh,
            LibvirtUri = reader.Text(LibvirtUri) ?? Defaults.LibvirtUri,
            StateDirectory = reader.Text(StateDirectory) ?? Defaults.StateDirectory,
            GcRootDirectory =
                reader.Text(GcRootDirectory)
                ?? (ssh is null ? Defaults.GcRootDirectory : HostOptions.UsualGcRootDirectory),
            ImageDirectory = reader.Text(ImageDirectory) ?? Defaults.ImageDirectory,
            EvaluationTimeout = reader.Duration(EvaluationTimeout) ?? Defaults.EvaluationTimeout,
            CommandTimeout = reader.Duration(CommandTimeout) ?? Defaults.CommandTimeout,
        };
    }

    private static void CheckSsh(InputReader reader, CheckFailures failures)
    {
        // The output of another resource is not known in a preview.
        if (reader.IsUnknown(Address))
        {
            return;
        }

        if (reader.Text(Address) is not { } address)
        {
            foreach (var name in new[] { HostKey, IdentityFile, Sudo })
            {
                if (reader.Text(name) is not null || reader.Flag(name) is true)
                {
                    failures.Add(
                        name,
                        $"it says how another host is reached, so {Address} must name one"
                    );
                }
            }

            return;
        }

        if (SshOptions.ProblemOf(address) is { } problem)
        {
            failures.Add(Address, problem, "host-address");
        }

        if (reader.Text(HostKey) is { } key && SshOptions.ProblemOfKey(key) is { } wrong)
        {
            failures.Add(HostKey, wrong);
        }

        if (
            reader.Text(IdentityFile) is { } identity
            && !Path.IsPathFullyQualified(identity)
            && !identity.StartsWith("~/", StringComparison.Ordinal)
        )
        {
            failures.Add(
                IdentityFile,
                $"\"{identity}\" is not an absolute path; begin it with / or ~/"
            );
        }

        if (reader.Text(LibvirtUri) is { } uri && uri != Defaults.LibvirtUri)
        {
            failures.Add(
                LibvirtUri,
                $"\"{uri}\" is of this machine, but {Address} names another one, whose {Defaults.LibvirtUri} is used; leave it out"
            );
        }
    }

    private static SshOptions? SshOf(InputReader reader) =>
        reader.Text(Address) is { } address
            ? new(address)
            {
                HostKey = reader.Text(HostKey),
                IdentityFile = reader.Text(IdentityFile),
                Sudo = reader.Flag(Sudo) ?? false,
            }
            : null;
}
