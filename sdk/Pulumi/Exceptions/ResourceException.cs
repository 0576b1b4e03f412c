namespace Pulumi;

/// <summary>A failure that belongs to a resource and is shown there.</summary>
public class ResourceException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">What the user shall read.</param>
    /// <param name="resource">The resource, or <c>null</c> for the stack.</param>
    /// <param name="hideStack">Shows the message without a stack trace.</param>
    public ResourceException(string message, Resource? resource, bool hideStack = false)
        : base(message) => (Resource, HideStack) = (resource, hideStack);

    internal Resource? Resource { get; }

    internal bool HideStack { get; }
}
