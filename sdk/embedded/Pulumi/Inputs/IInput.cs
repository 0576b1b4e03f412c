namespace Pulumi;

/// <summary>An input of unknown type.</summary>
internal interface IInput
{
    /// <summary>
    /// Returns an output, or a list or map of inputs that becomes one. An unknown or secret part of it does not make the whole
    /// unknown or secret.
    /// </summary>
    IOutput Contents { get; }

    IOutput ToUntypedOutput();
}
