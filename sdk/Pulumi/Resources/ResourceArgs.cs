namespace Pulumi;

/// <summary>The inputs of a resource: the members that carry <see cref="InputAttribute"/>.</summary>
public abstract class ResourceArgs : InputArgs
{
    /// <summary>No inputs at all.</summary>
    public static readonly ResourceArgs Empty = new None();

    /// <summary>For args of a type of its own.</summary>
    protected ResourceArgs() { }

    private sealed class None : ResourceArgs;
}
