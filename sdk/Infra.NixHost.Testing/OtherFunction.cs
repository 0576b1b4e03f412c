namespace Infra.NixHost.Testing;

/// <summary>A call of another provider's function.</summary>
public sealed class OtherFunction
{
    internal OtherFunction(string token, IReadOnlyDictionary<string, object?> arguments) =>
        (Token, Arguments) = (token, arguments);

    /// <summary>The function's token.</summary>
    public string Token { get; }

    /// <summary>The arguments, in the form of <see cref="PlannedResource.Inputs"/>.</summary>
    public IReadOnlyDictionary<string, object?> Arguments { get; }
}
