using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Provider.Evaluations;

/// <summary>Property definitions shared by all resources that Nix evaluates and builds.</summary>
internal static class EvaluatedProperties
{
    /// <summary>Evaluated values end up here, so a secret would be readable here.</summary>
    public const string Store = "the Nix store, which everybody on the host can read";

    private const string DefaultBuildTimeout = "2h";

    /// <summary>The systems on which the package is tried.</summary>
    public static ChoiceDefinition System { get; } =
        new(
            "TargetSystem",
            "The Nix system that something is built for. The name of another one is a choice too.",
            [
                ("X8664Linux", "x86_64-linux", "Linux on 64-bit x86."),
                ("Aarch64Linux", "aarch64-linux", "Linux on 64-bit ARM."),
            ]
        );

    /// <summary>The Nix system.</summary>
    public static PropertyDefinition TargetSystem { get; } =
        new(
            "system",
            new PropertyType.Words(System, IsOpen: true),
            "The Nix system to build for, such as `x86_64-linux`. A change builds anew. Default: the host's."
        );

    /// <summary>How long a build may take.</summary>
    /// <param name="what">The beginning of its description.</param>
    public static PropertyDefinition BuildTimeout(string what) =>
        new(
            "buildTimeout",
            new PropertyType.Duration(),
            $"{what}, in seconds or as a string such as `90m`. A change has no effect on the host. Default 2 hours."
        )
        {
            Default = DefaultBuildTimeout,
            Impact = ChangeImpact.None,
        };

    /// <summary>Defines an output that is always present.</summary>
    public static PropertyDefinition Out(string name, PropertyType type, string description) =>
        new(name, type, description) { IsRequired = true };
}
