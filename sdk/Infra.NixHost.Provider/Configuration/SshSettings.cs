using System.Collections.Immutable;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Ssh;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Configuration;

/// <summary>The settings by which the provider reaches a host that is another machine.</summary>
internal static class SshSettings
{
    /// <summary>The key of the address, without which the host is this machine.</summary>
    public const string Address = "address";

    private const string HostKey = "hostKey";
    private const string IdentityFile = "identityFile";
    private const string Sudo = "sudo";

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
    ];

    /// <summary>The settings of an address alone.</summary>
    /// <exception cref="HostException">The text is no address of a host.</exception>
    public static PropertyMap InputsOf(string address) =>
        PropertyMap.Of((Address, SshOptions.Parse(address).Address));

    /// <summary>Whether the settings name another machine.</summary>
    public static bool IsElsewhere(InputReader reader) => reader.Text(Address) is not null;

    /// <summary>Checks the settings. The output of another resource is not known in a preview.</summary>
    public static void Check(InputReader reader, CheckFailures failures)
    {
        if (reader.IsUnknown(Address))
        {
            return;
        }

        if (reader.Text(Address) is not { } address)
        {
            CheckLocal(reader, failures);
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
    }

    /// <summary>How the host is reached; <c>null</c> where it is this machine.</summary>
    /// <exception cref="HostException">The address is not known, so nobody can tell which machine it is.</exception>
    public static SshOptions? Read(InputReader reader)
    {
        if (reader.IsUnknown(Address))
        {
            throw new HostException(
                "host-address",
                $"The {Address} of the host is not known yet. Run up for what it comes from first, or write it into the program."
            );
        }

        return reader.Text(Address) is { } address
            ? new(address)
            {
                HostKey = reader.Text(HostKey),
                IdentityFile = reader.Text(IdentityFile),
                Sudo = reader.Flag(Sudo) ?? false,
            }
            : null;
    }

    private static void CheckLocal(InputReader reader, CheckFailures failures)
    {
        (string Name, bool IsGiven)[] ways =
        [
            (HostKey, reader.Text(HostKey) is not null),
            (IdentityFile, reader.Text(IdentityFile) is not null),
            (Sudo, reader.Flag(Sudo) is true),
        ];
        foreach (var (name, _) in ways.Where(way => way.IsGiven))
        {
            failures.Add(name, $"it says how another host is reached, so {Address} must name one");
        }
    }
}
