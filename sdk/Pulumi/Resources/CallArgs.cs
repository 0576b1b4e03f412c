namespace Pulumi;

/// <summary>The inputs of a resource's method: the members that carry <see cref="InputAttribute"/>.</summary>
public abstract class CallArgs : InputArgs
{
    /// <summary>No inputs at all.</summary>
    public static readonly CallArgs Empty = new None();

    /// <summary>For args of a type of its own.</summary>
    protected CallArgs() { }

    private sealed class None : CallArgs;
}
