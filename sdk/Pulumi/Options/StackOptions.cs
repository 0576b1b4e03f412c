namespace Pulumi;

/// <summary>What can be said of a stack.</summary>
public class StackOptions
{
    private List<ResourceTransformation>? _resourceTransformations;
    private List<ResourceTransform>? _resourceTransforms;

    /// <summary>Changes inputs and options of every resource of the stack, in the program, before it is registered.</summary>
    public List<ResourceTransformation> ResourceTransformations
    {
        get => _resourceTransformations ??= [];
        set => _resourceTransformations = value;
    }

    /// <summary>
    /// Changes inputs and options of every resource of the stack when the engine is about to register it, after the transforms of the
    /// resource itself and of its parents.
    /// </summary>
    public List<ResourceTransform> ResourceTransforms
    {
        get => _resourceTransforms ??= [];
        set => _resourceTransforms = value;
    }
}
