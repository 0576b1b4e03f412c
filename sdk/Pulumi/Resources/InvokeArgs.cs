namespace Pulumi;

/// <summary>The inputs of a provider's function: the members that carry <see cref="InputAttribute"/>.</summary>
public abstract class InvokeArgs : InputArgs
{
    /// <summary>No inputs at all.</summary>
    public static readonly InvokeArgs Empty = new None();

    /// <summary>For args of a type of its own.</summary>
    protected InvokeArgs() { }

    private sealed class None : InvokeArgs;
}
