using System.Collections.Immutable;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Definitions;

/// <summary>One resource of the package.</summary>
/// <param name="Name">Its type name, e.g. <c>NixGuest</c>.</param>
/// <param name="Description">What the user gets.</param>
/// <param name="Inputs">What the user gives.</param>
/// <param name="Outputs">What the user reads.</param>
internal sealed record ResourceDefinition(
    string Name,
    string Description,
    ImmutableArray<PropertyDefinition> Inputs,
    ImmutableArray<PropertyDefinition> Outputs
)
{
    /// <summary>The package all resources belong to.</summary>
    public const string Package = "nixhost";

    /// <summary>The inputs that users also read. An output of the same name says more than its input.</summary>
    public ImmutableArray<PropertyDefinition> Echoes { get; } =
    [.. Inputs.Where(i => i.IsEchoed && Outputs.All(o => o.Name != i.Name)).Select(Echo)];

    /// <summary>The defaults of the inputs.</summary>
    public PropertyMap Defaults { get; } = InputDefaults.Of(Inputs);

    /// <summary>The prefix of properties that only this provider reads and writes; displays hide them.</summary>
    public const string InternalPrefix = "__";

    /// <summary>Whether it consists of other resources, which the provider registers.</summary>
    public bool IsComponent { get; init; }

    /// <summary>What narrows a list of existing resources.</summary>
    public static ImmutableArray<PropertyDefinition> ListInputs { get; } =
    [
        new(
            "owned",
            new PropertyType.Flag(),
            "Whether to list only what a stack owns (`true`), or only what none does (`false`). Default: both."
        ),
        new(
            "unfit",
            new PropertyType.Flag(),
            "Whether to list also what an import refuses. The import says why. Default no."
        ),
    ];

    /// <summary>The article and noun of one, such as <c>a disk</c>.</summary>
    public string Noun { get; init; } = "";

    /// <summary>What identifies one that exists, for reads and imports; without a full stop.</summary>
    public string ImportId { get; init; } = "";

    /// <summary>Whether one is an object on a host, which belongs to a state. A record of something that is there anyway has no owner.</summary>
    public bool HasOwner { get; init; } = true;

    /// <summary>Whether one holds data that is nowhere else.</summary>
    public bool HoldsData { get; init; }

    /// <summary>Whether people move one to another host without the program, as libvirt migrates guests.</summary>
    public bool MovesByHand { get; init; }

    /// <summary>Whether two of them cannot exist at the same time, so that a replacement deletes first.</summary>
    public bool IsDeletedFirst { get; init; }

    /// <summary>The default of an input in words, for the documentation of what hands the input on.</summary>
    public string DefaultOf(string input) =>
        Inputs.Single(i => i.Name == input).DefaultWords
        ?? throw new InvalidOperationException($"{Name}.{input} has no default.");

    /// <summary>The resource's type token, e.g. <c>nixhost:index:NixGuest</c>.</summary>
    public string Token => TokenOf(Name);

    /// <summary>The token of any type of the package.</summary>
    public static string TokenOf(string name) => $"{Package}:index:{name}";

    private static PropertyDefinition Echo(PropertyDefinition input) =>
        input with
        {
            IsRequired =
                input.IsRequired
                || input.IsDecided
                || input.Default is not null
                || input.Derive is not null
                || input.Type is PropertyType.List or PropertyType.Map,
            IsEcho = true,
        };
}
