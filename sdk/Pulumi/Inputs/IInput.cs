namespace Pulumi;

/// <summary>An input whose type is not at hand.</summary>
internal interface IInput
{
    /// <summary>
    /// An output, or what one would become of: an output of a list or a map of inputs, so that a part that is unknown or secret
    /// does not make the whole so.
    /// </summary>
    IOutput Contents { get; }

    IOutput ToUntypedOutput();
}
