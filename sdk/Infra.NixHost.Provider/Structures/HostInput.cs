using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.Structures;

/// <summary>The input of every resource that says on which host it is.</summary>
internal static class HostInput
{
    /// <summary>The name of the input.</summary>
    public const string Name = "host";

    /// <summary>The machine that a connection names; <c>null</c> for none.</summary>
    public static Guid? MachineOf(InputReader? connection) =>
        Guid.TryParse(connection?.Text(HostStructures.Uuid), out var uuid) ? uuid : null;

    /// <summary>Why a connection names no machine; <c>null</c> when it names one.</summary>
    public static string? Problem(InputReader connection) =>
        MachineOf(connection) is not null
            ? null
            : $"\"{connection.Text(HostStructures.Uuid)}\" is no UUID of a machine; give the output `connection` of a Host";

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
            Reason = $"{what} is made anew on the other machine",
        };
}
