namespace Pulumi;

/// <summary>A failure whose message explains it, so that it is shown without a stack trace.</summary>
public class RunException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">The message for the user.</param>
    public RunException(string message)
        : base(message) { }

    /// <summary>Creates the failure with a cause, which is not shown.</summary>
    /// <param name="message">The message for the user.</param>
    public RunException(string message, Exception? innerException)
        : base(message, innerException) { }
}
