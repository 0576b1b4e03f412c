namespace Pulumi;

/// <summary>A failure of one resource, which the engine shows beside that resource.</summary>
public class ResourceException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">The message for the user.</param>
    /// <param name="resource">The resource, or <c>null</c> for the stack.</param>
    /// <param name="hideStack">Whether the message is shown without a stack trace.</param>
    public ResourceException(string message, Resource? resource, bool hideStack = false)
        : base(message) => (Resource, HideStack) = (resource, hideStack);

    internal Resource? Resource { get; }

    internal bool HideStack { get; }
}
