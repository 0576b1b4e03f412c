namespace Infra.NixHost.Testing;

/// <summary>A guest of the stack.</summary>
public sealed class PlannedGuest : PlannedResource
{
    private readonly string? _xml;

    internal PlannedGuest(PlannedResource resource, string? xml)
        : base(resource) => _xml = xml;

    /// <summary>
    /// The domain that libvirt gets. A preview that creates or changes the guest leaves out the files below its disks; after
    /// <c>NixHostTest.UpAsync</c> it is complete.
    /// </summary>
    /// <exception cref="InvalidOperationException">The guest is deleted, or one of its inputs is unknown in a preview.</exception>
    public GuestDefinition Definition =>
        _xml is null
            ? throw new InvalidOperationException(
                Operation == PlannedOperation.Delete
                    ? $"The guest '{Name}' is deleted, so that it has no definition."
                    : $"The definition of the guest '{Name}' is not known in a preview, because the inputs {UnknownInputs} are not. Run NixHostTest.UpAsync, which makes the guest in memory."
            )
            : field ??= new(_xml);

    private string UnknownInputs =>
        string.Join(", ", Inputs.Where(i => HasUnknown(i.Value)).Select(i => i.Key));

    private static bool HasUnknown(object? value) =>
        value switch
        {
            Unknown => true,
            IReadOnlyDictionary<string, object?> map => map.Values.Any(HasUnknown),
            IReadOnlyList<object?> list => list.Any(HasUnknown),
            _ => false,
        };
}
