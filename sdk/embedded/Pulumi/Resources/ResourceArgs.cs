namespace Pulumi;

/// <summary>The inputs of a resource, namely the members with <see cref="InputAttribute"/>.</summary>
public abstract class ResourceArgs : InputArgs
{
    /// <summary>The empty set of inputs.</summary>
    public static readonly ResourceArgs Empty = new None();

    /// <summary>Creates the base of a class of args.</summary>
    protected ResourceArgs() { }

    private sealed class None : ResourceArgs;
}
