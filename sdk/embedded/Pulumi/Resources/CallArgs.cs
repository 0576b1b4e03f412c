namespace Pulumi;

/// <summary>The inputs of a method, namely the members with <see cref="InputAttribute"/>.</summary>
public abstract class CallArgs : InputArgs
{
    /// <summary>The empty set of inputs.</summary>
    public static readonly CallArgs Empty = new None();

    /// <summary>Creates the base of a class of args.</summary>
    protected CallArgs() { }

    private sealed class None : CallArgs;
}
