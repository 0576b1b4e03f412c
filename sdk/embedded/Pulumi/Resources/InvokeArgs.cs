namespace Pulumi;

/// <summary>The inputs of a function, namely the members with <see cref="InputAttribute"/>.</summary>
public abstract class InvokeArgs : InputArgs
{
    /// <summary>The empty set of inputs.</summary>
    public static readonly InvokeArgs Empty = new None();

    /// <summary>Creates the base of a class of args.</summary>
    protected InvokeArgs() { }

    private sealed class None : InvokeArgs;
}
