namespace Infra.NixHost.Testing;

/// <summary>What a run does, or has done, with the resources of a stack.</summary>
public sealed class StackPlan
{
    internal StackPlan(
        IReadOnlyList<PlannedResource> resources,
        IReadOnlyDictionary<string, object?> outputs,
        IReadOnlyList<string> warnings
    )
    {
        Resources = resources;
        Outputs = outputs;
        Warnings = warnings;
        var guests = new Dictionary<string, PlannedGuest>(StringComparer.Ordinal);
        foreach (var guest in resources.OfType<PlannedGuest>())
        {
            // Guests of two components may share a name.
            guests.TryAdd(guests.ContainsKey(guest.Name) ? guest.Urn : guest.Name, guest);
        }

        Guests = guests;
    }

    /// <summary>All resources in the program's order, then those that are deleted. Components are among them, the stack itself is not.</summary>
    public IReadOnlyList<PlannedResource> Resources { get; }

    /// <summary>
    /// The guests by their names in the program. The guest of a <c>SelfConfiguringGuest</c> has the component's name; a second guest of one name
    /// is found by its URN.
    /// </summary>
    public IReadOnlyDictionary<string, PlannedGuest> Guests { get; }

    /// <summary>The outputs of the stack, in the form of <see cref="PlannedResource.Inputs"/>.</summary>
    public IReadOnlyDictionary<string, object?> Outputs { get; }

    /// <summary>The warnings of the provider and the program.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The worst impact of all changes. Deletions have none: look for <see cref="PlannedOperation.Delete"/>.</summary>
    public Impact Impact => Resources.Select(r => r.Impact).DefaultIfEmpty().Max();

    /// <summary>The first resource of a type and name; resources of two components may share both.</summary>
    /// <param name="type">The type, as <c>OverlayDisk</c>, or the token of another provider's.</param>
    /// <param name="name">The name in the program.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public PlannedResource Resource(string type, string name) =>
        Resources.FirstOrDefault(r => r.Type == type && r.Name == name)
        ?? throw new KeyNotFoundException(
            $"The stack has no {type} '{name}'. It has: {string.Join(", ", Resources.Select(r => $"{r.Type} '{r.Name}'"))}."
        );
}
