using Infra.NixHost.Provider.Configuration;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Structures;

/// <summary>The input of every resource that says on which host it is.</summary>
internal static class HostInput
{
    /// <summary>The name of the input.</summary>
    public const string Name = "host";

    /// <summary>The machine that a connection names; <c>null</c> for none.</summary>
    public static Guid? MachineOf(InputReader? connection) =>
        Guid.TryParse(connection?.Text(HostStructures.Uuid), out var uuid) ? uuid : null;

    /// <summary>Adds what is wrong with the input to the failures.</summary>
    public static void Check(PropertyMap inputs, CheckFailures failures)
    {
        if (new InputReader(inputs).Structure(Name) is not { } connection)
        {
            return;
        }

        var inside = new CheckFailures();
        if (MachineOf(connection) is null && !connection.IsUnknown(HostStructures.Uuid))
        {
            inside.Add(
                HostStructures.Uuid,
                $"\"{connection.Text(HostStructures.Uuid)}\" {NoMachine}"
            );
        }

        HostSettings.Check(connection, inside);
        foreach (var (path, reason) in inside.Found)
        {
            failures.Add(PropertyPath.Join(Name, path), reason);
        }
    }

    /// <summary>What is wrong with a connection that names no machine.</summary>
    public const string NoMachine =
        "is no UUID of a machine; give the output `connection` of a Host";

    /// <summary>The input of a function.</summary>
    public static PropertyDefinition OfFunction { get; } =
        new(
            Name,
            new PropertyType.Structure(HostStructures.Connection),
            "The host, as output `connection` of a `Host`."
        )
        {
            DefaultText = "the provider's host",
        };

    /// <summary>The input of a resource that holds nothing but what is made again.</summary>
    /// <param name="what">What moves, such as <c>the image</c>.</param>
    public static PropertyDefinition Of(string what) =>
        new(
            Name,
            new PropertyType.Structure(HostStructures.Connection),
            "The host, as output `connection` of a `Host`."
        )
        {
            Effect =
                $"On another machine {what} is made anew; another address of the same machine changes nothing.",
            DefaultText = "the provider's host",
            // After a change of the address alone, outputs would have the old one.
            IsEchoed = false,
            Reason = $"{what} is made anew on the other machine",
        };
}
